package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.nuclei.Crop;
import org.junit.jupiter.api.Test;

/** Images whose overlay holds ROIs in groups. */
class RoiGroupsTest extends TrainingFolder {

    private static Roi grouped(Roi roi, int group) {
        roi.setGroup(group);
        return roi;
    }

    private void saveWithRois(ImagePlus image, Roi... rois) throws IOException {
        Overlay overlay = new Overlay();
        for (Roi roi : rois) {
            overlay.add(roi);
        }
        image.setOverlay(overlay);
        save(image, "annotated.tif");
    }

    private static Roi named(Roi roi, int group, String name) {
        roi.setName(name);
        return grouped(roi, group);
    }

    @Test
    void roiGroupsAreClasses() throws IOException {
        // ImageJ has one list of group names for all images.
        Roi.setGroupName(2, "mitotic");
        Roi.setGroupName(7, "");
        ImagePlus image = discs(30, 30, 90, 30);
        Overlay overlay = new Overlay();
        Roi outline = new OvalRoi(15, 15, 30, 30);
        outline.setGroup(2);
        overlay.add(outline);
        Roi point = new PointRoi(90, 30);
        point.setGroup(7);
        overlay.add(point);
        overlay.add(new Roi(100, 40, 10, 10)); // no group: the user's own
        image.setOverlay(overlay);
        save(image, "annotated.tif");
        save(discs(30, 30), "plain.tif");
        TrainingSet set = read(false);
        assertEquals(List.of("group 7", "mitotic"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
        assertEquals(List.of("annotated.tif"), sources(set));
        assertEquals(1, set.warnings().size());
        assertTrue(set.warnings().get(0).contains("plain.tif"));
        // The outline counts, not the segmentation: it is larger than the disc, so its rim is background.
        Crop outlined = set.dataset().crops().get(1).crop();
        assertEquals(0, outlined.values()[16 * 32 + 3], 0);
        assertTrue(outlined.values()[16 * 32 + 16] > 150);
    }

    @Test
    void whatMarksNothingInTheImageIsNamedByNumber() throws IOException {
        saveWithRois(discs(30, 30, 90, 30), grouped(new OvalRoi(24, 24, 12, 12), 1), grouped(new Roi(900, 0, 5, 5), 1),
                grouped(new Line(1, 1, 9, 9), 2), new Line(1, 1, 9, 9), grouped(new OvalRoi(84, 24, 12, 12), 2),
                grouped(new PointRoi(500, 5), 2));
        TrainingSet set = read(false);
        assertEquals(2, set.dataset().size());
        assertEquals(List.of("annotated.tif: ROI 2, 3, 6: left out, neither a point nor an area in the image"),
                set.warnings());
    }

    @Test
    void aNucleusThatIsMarkedTwiceGivesOneCrop() throws IOException {
        saveWithRois(discs(30, 30, 90, 30), grouped(new PointRoi(88, 30), 101), grouped(new PointRoi(92, 31), 101),
                grouped(new OvalRoi(24, 24, 12, 12), 102), grouped(new OvalRoi(25, 24, 12, 12), 102),
                // inside the outline; outside it, but in the disc that it is in
                grouped(new PointRoi(30, 30), 102), grouped(new PointRoi(22, 30), 102));
        TrainingSet set = read(false);
        assertEquals(List.of(), set.warnings());
        assertEquals(List.of("group 101", "group 102"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
        assertEquals(2, set.dataset().crops().stream().map(crop -> crop.crop().label()).distinct().count());
    }

    @Test
    void aNucleusOfTwoGroupsIsLeftOut() throws IOException {
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                grouped(new PointRoi(28, 30), 101), grouped(new PointRoi(32, 30), 102),
                grouped(new OvalRoi(50, 20, 20, 20), 101), grouped(new OvalRoi(51, 20, 20, 20), 102),
                grouped(new PointRoi(90, 30), 101), grouped(new PointRoi(130, 30), 102));
        TrainingSet set = read(false);
        assertEquals(2, set.dataset().size());
        assertEquals(2, set.warnings().size(), set.warnings().toString());
        for (String warning : set.warnings()) {
            assertTrue(warning.contains("was given the classes [group 101, group 102] and was left out"), warning);
        }
    }

    /** Neighbours that are outlined generously share pixels, but less than half of the smaller one. */
    @Test
    void outlinesThatOverlapALittleAreTwoNuclei() throws IOException {
        saveWithRois(discs(30, 30, 50, 30), grouped(new Roi(20, 20, 20, 20), 101),
                grouped(new Roi(30, 20, 20, 20), 102));
        TrainingSet set = read(false);
        assertEquals(List.of(), set.warnings());
        assertEquals(2, set.dataset().size());
    }

    @Test
    void groupsWithoutANameAreNamedByNucleoscopesOwnRois() throws IOException {
        Roi.setGroupName(112, "known");
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                named(new OvalRoi(20, 20, 20, 20), 110, "1 in mitosis 0.93"),
                named(new OvalRoi(50, 20, 20, 20), 111, "2 resting 1.00"),
                named(new OvalRoi(80, 20, 20, 20), 112, "3 resting 0.60"),
                named(new OvalRoi(120, 20, 20, 20), 113, "my own 4"));
        assertEquals(List.of("group 113", "in mitosis", "known", "resting"), read(false).dataset().classNames());
    }

    /** The user moved nucleus 3 from "a" to "b": its group counts, not what its name still says. */
    @Test
    void aRoiThatWasMovedToAnotherGroupIsOfThatGroup() throws IOException {
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                named(new OvalRoi(20, 20, 20, 20), 110, "1 a 0.93"),
                named(new OvalRoi(50, 20, 20, 20), 110, "2 a 0.90"),
                named(new OvalRoi(80, 20, 20, 20), 111, "3 a 0.60"),
                named(new OvalRoi(120, 20, 20, 20), 111, "4 b 0.80"));
        TrainingSet set = read(false);
        assertEquals(List.of("a", "b"), set.dataset().classNames());
        assertEquals(2, set.dataset().countPerClass()[0]);
    }

    /** Two slices by three frames, so that a mix-up of both shows. */
    @Test
    void aRoiCountsOnItsOwnSliceAndFrame() throws IOException {
        ImageStack stack = new ImageStack(160, 60);
        for (int i = 0; i < 6; i++) {
            ImageProcessor pixels = discs(30, 30, 90, 30).getProcessor();
            pixels.set(30, 30, 210 + i); // the brightest pixel of the first disc is at its right edge: 245
            stack.addSlice(pixels);
        }
        ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(1, 2, 3);
        image.setOpenAsHyperStack(true);
        Roi one = grouped(new OvalRoi(20, 20, 20, 20), 101);
        one.setPosition(0, 2, 1);
        Roi other = grouped(new OvalRoi(80, 20, 20, 20), 102);
        other.setPosition(0, 1, 3);
        Roi all = grouped(new OvalRoi(120, 20, 20, 20), 103);
        saveWithRois(image, one, other, all);
        TrainingSet set = read(false);
        assertEquals(List.of("group 101", "group 102", "group 103"), set.dataset().classNames());
        int[] counts = set.dataset().countPerClass();
        assertEquals(1, counts[0]);
        assertEquals(1, counts[1]);
        assertEquals(6, counts[2]);
        // Slice 2 of frame 1 is plane 1 of 0 to 5: 150 to 245 become 0 to 255, so 211 is there.
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(255f * (211 - 150) / (245 - 150), values[16 * 32 + 16], 1e-3);
    }

    private void writeZip(String name, Roi... rois) throws IOException {
        RoiZip.write(folder.resolve(name), Stream.of(rois).map(RoiZip.Entry::of).toList());
    }

    private static Roi changed(Roi roi, long millis) {
        RoiClasses.markChanged(roi, millis);
        return roi;
    }

    private static RoiClasses classes(int group, String name) {
        return new RoiClasses(new TreeMap<>()).withNamed(group, name);
    }

    /** What Annotate Nuclei saves beside images that have no overlay: here a PNG. */
    @Test
    void theRoiFileBesideAnImageCounts() throws IOException {
        // The names that ImageJ has from another image must not come in.
        String names = Roi.getGroupNames();
        Roi.setGroupName(121, "of another image");
        ImagePlus image = discs(30, 30, 90, 30);
        ImageIO.write(image.getBufferedImage(), "png", folder.resolve("a.png").toFile());
        Roi first = grouped(new OvalRoi(20, 20, 20, 20), 121);
        Roi second = grouped(new OvalRoi(80, 20, 20, 20), 122);
        Roi suggested = new OvalRoi(120, 20, 20, 20);
        classes(121, "mitotic").withNamed(122, "resting").writeTo(List.of(first, second, suggested));
        writeZip("a_ROIs.zip", first, second, suggested);
        TrainingSet set;
        try {
            set = read(false);
        } finally {
            Roi.setGroupNames(names);
        }
        assertEquals(List.of("mitotic", "resting"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
        assertEquals(List.of(), set.warnings());
    }

    @Test
    void ofOverlayAndRoiFileTheLaterOneCounts() throws IOException {
        Roi inOverlay = changed(grouped(new OvalRoi(20, 20, 20, 20), 131), 1000);
        Roi second = grouped(new OvalRoi(80, 20, 20, 20), 132);
        saveWithRois(discs(30, 30, 90, 30), inOverlay, second);
        writeZip("annotated_ROIs.zip", changed(grouped(new OvalRoi(20, 20, 20, 20), 133), 999),
                grouped(new OvalRoi(80, 20, 20, 20), 134));
        assertEquals(List.of("group 131", "group 132"), read(false).dataset().classNames());
        writeZip("annotated_ROIs.zip", changed(grouped(new OvalRoi(20, 20, 20, 20), 133), 1001),
                grouped(new OvalRoi(80, 20, 20, 20), 134));
        assertEquals(List.of("group 133", "group 134"), read(false).dataset().classNames());
    }

    @Test
    void aDamagedRoiFileIsAWarningThatNamesIt() throws IOException {
        saveWithRois(discs(30, 30, 90, 30), grouped(new OvalRoi(20, 20, 20, 20), 131),
                grouped(new OvalRoi(80, 20, 20, 20), 132));
        save(discs(30, 30), "b.tif");
        Files.writeString(folder.resolve("b_ROIs.zip"), "no zip");
        TrainingSet set = read(false);
        assertEquals(2, set.dataset().size());
        assertEquals(1, set.warnings().size(), set.warnings().toString());
        assertTrue(set.warnings().get(0).contains("b_ROIs.zip"), set.warnings().get(0));
        assertEquals(1, set.warnings().get(0).lines().count());
    }
}
