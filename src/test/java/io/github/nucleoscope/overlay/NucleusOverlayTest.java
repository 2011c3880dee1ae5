package io.github.nucleoscope.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.fiji.command.KeptRoiGroups;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KeptRoiGroups.class)
class NucleusOverlayTest {

    private static final List<NucleusClass> CLASSES =
            List.of(new NucleusClass("clumped", 0x123456), new NucleusClass("fine, round", 0xE69F00));

    /** The plane of {@code image} that is all labels of these rows; each digit is a label. */
    private static SegmentedPlane plane(ImagePlus image, int z, int t, String... rows) {
        int[] labels = new int[image.getWidth() * image.getHeight()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                labels[y * image.getWidth() + x] = Character.digit(rows[y].charAt(x), 10);
            }
        }
        Planes.Plane plane = Planes.of(image, 1).stream().filter(p -> p.z() == z && p.t() == t).findFirst()
                .orElseThrow();
        return SegmentedPlane.of(plane, ArrayImgs.ints(labels, image.getWidth(), image.getHeight()));
    }

    private static ImagePlus image(int width, int height) {
        return new ImagePlus("drawn.tif", new ByteProcessor(width, height));
    }

    private static ImagePlus stack(int channels, int slices, int frames) {
        ImagePlus stack = IJ.createImage("stack.tif", 8, 6, channels * slices * frames, 8);
        stack.setDimensions(channels, slices, frames);
        return stack;
    }

    /** All nuclei of the planes; the first is of class 1 with 0.876, the next of class 0 with 0.505, and so on. */
    private static ClassifiedImage classified(SegmentedPlane... planes) {
        List<ClassifiedNucleus> nuclei = new ArrayList<>();
        for (SegmentedPlane plane : planes) {
            for (Nucleus nucleus : plane.nuclei()) {
                Prediction prediction = new Prediction(nuclei.size() % 2 == 0 ? new double[] {0.124, 0.876}
                        : new double[] {0.505, 0.495});
                nuclei.add(new ClassifiedNucleus(nucleus, prediction, plane.plane().z(), plane.plane().t()));
            }
        }
        return new ClassifiedImage("drawn.tif", PixelSize.UNCALIBRATED, CLASSES, List.of(planes), nuclei, 0);
    }

    /** What filling the ROIs gives: each ROI's number from 1; overlaps would show as other labels. */
    private static int[] filled(List<Roi> rois, int width, int height) {
        int[] filled = new int[width * height];
        for (int i = 0; i < rois.size(); i++) {
            ImageProcessor one = new ByteProcessor(width, height);
            one.setValue(1);
            one.fill(rois.get(i));
            for (int p = 0; p < filled.length; p++) {
                filled[p] += one.get(p) * (i + 1);
            }
        }
        return filled;
    }

    private static int[] labels(SegmentedPlane plane) {
        int[] labels = new int[(int) plane.labels().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = plane.labels().getAt(i % plane.labels().dimension(0), i / plane.labels().dimension(0)).get();
        }
        return labels;
    }

    private static void assertFillsExactly(SegmentedPlane plane, ImagePlus image) {
        List<Roi> rois = NucleusOverlay.segmented(List.of(plane), image, 1);
        int[] filled = filled(rois, image.getWidth(), image.getHeight());
        for (int i = 0; i < filled.length; i++) {
            filled[i] = filled[i] == 0 ? 0 : plane.nuclei().get(filled[i] - 1).label();
        }
        assertArrayEquals(labels(plane), filled);
    }

    @Test
    void roisFollowThePixelEdges() {
        ImagePlus image = image(9, 6);
        assertFillsExactly(plane(image, 1, 1,
                "111002203",
                "101020200",
                "111002000",
                "000400000",
                "005040006",
                "550440006"), image);
    }

    /** Random masks have holes, pieces and pixels that touch at corners; filling each ROI back is the twin. */
    @Test
    void roisOfRandomMasksCoverExactlyTheirPixels() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            ImagePlus image = image(1 + random.nextInt(12), 1 + random.nextInt(12));
            String[] rows = new String[image.getHeight()];
            for (int y = 0; y < rows.length; y++) {
                StringBuilder row = new StringBuilder();
                for (int x = 0; x < image.getWidth(); x++) {
                    row.append(Math.max(0, random.nextInt(5) - 1));
                }
                rows[y] = row.toString();
            }
            assertFillsExactly(plane(image, 1, 1, rows), image);
        }
    }

    @Test
    void roisHaveNameGroupAndColourOfTheirClass() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            // A group that the user gave to new ROIs must not show through.
            Roi.setDefaultGroup(9);
            ImagePlus image = image(8, 6);
            ClassifiedImage classified = classified(plane(image, 1, 1, "110003", "110033"));
            List<Roi> rois = NucleusOverlay.classified(classified, image, 1);
            assertEquals(List.of("1 fine, round 0.88", "3 clumped 0.51"), rois.stream().map(Roi::getName).toList());
            assertEquals(List.of(2, 1), rois.stream().map(Roi::getGroup).toList());
            assertEquals(List.of(new Color(0xE69F00), new Color(0x123456)),
                    rois.stream().map(Roi::getStrokeColor).toList());
            assertEquals(List.of(0, 0), rois.stream().map(Roi::getPosition).toList());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void segmentedNucleiAreNamedByTheirLabelAndHaveNoGroup() {
        Roi.setDefaultGroup(9);
        ImagePlus image = image(8, 6);
        List<Roi> rois = NucleusOverlay.segmented(List.of(plane(image, 1, 1, "110007")), image, 1);
        assertEquals(List.of("1", "7"), rois.stream().map(Roi::getName).toList());
        assertEquals(List.of(0, 0), rois.stream().map(Roi::getGroup).toList());
    }

    @Test
    void namesOfGroupsAreSetOnRequestAloneAndThoseOfOthersStay() {
        Roi.setGroupNames("mine,yours,theirs");
        NucleusOverlay.classified(classified(), image(8, 6), 1);
        assertEquals("mine,yours,theirs", Roi.getGroupNames());
        RoiGroupNames.setInImageJ(NucleusOverlay.groupNames(CLASSES));
        assertEquals("clumped", Roi.getGroupName(1));
        // ImageJ keeps the names in one string with commas between them.
        assertEquals("clumped,fine  round,theirs", Roi.getGroupNames());
    }

    @Test
    void moreClassesThanGroupsAreRefused() {
        List<NucleusClass> many = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            many.add(new NucleusClass("class " + i, i));
        }
        ClassifiedImage classified =
                new ClassifiedImage("a", PixelSize.UNCALIBRATED, many, List.of(), List.of(), 0);
        InputException e = assertThrows(InputException.class,
                () -> NucleusOverlay.classified(classified, image(8, 6), 1));
        assertTrue(e.getMessage().contains("256 classes"), e.getMessage());
    }

    @Test
    void roisInAStackAreOnTheirSlice() {
        ImagePlus stack = stack(1, 3, 1);
        List<Roi> rois = NucleusOverlay.classified(classified(plane(stack, 1, 1, "11"), plane(stack, 3, 1, "11", "2")),
                stack, 1);
        assertEquals(List.of(1, 3, 3), rois.stream().map(Roi::getPosition).toList());
    }

    @Test
    void roisInAHyperstackHaveSliceAndFrameAndShowOnAllChannels() {
        ImagePlus stack = stack(2, 3, 4);
        stack.setOpenAsHyperStack(true);
        Roi roi = NucleusOverlay.classified(classified(plane(stack, 2, 4, "11")), stack, 2).get(0);
        assertTrue(roi.hasHyperStackPosition());
        assertEquals(List.of(0, 2, 4), List.of(roi.getCPosition(), roi.getZPosition(), roi.getTPosition()));
    }

    @Test
    void roisInAnImageOfChannelsOnlyShowOnAllChannels() {
        ImagePlus stack = stack(3, 1, 1);
        Roi roi = NucleusOverlay.classified(classified(plane(stack, 1, 1, "11")), stack, 2).get(0);
        assertEquals(0, roi.getPosition());
        assertEquals(0, roi.getCPosition());
    }

    @Test
    void aSecondRunReplacesTheFirstAndTheUsersRoisStay() {
        ImagePlus image = image(8, 6);
        Roi mine = new Roi(0, 0, 2, 2);
        image.setOverlay(new Overlay(mine));
        SegmentedPlane plane = plane(image, 1, 1, "11022", "11022");
        NucleusOverlay.replaceIn(image, NucleusOverlay.segmented(List.of(plane), image, 1));
        // The user's ROI is equal to the first nucleus's.
        assertEquals(3, image.getOverlay().size());
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified(plane), image, 1));
        assertEquals(3, image.getOverlay().size());
        assertSame(mine, image.getOverlay().get(0));
        assertEquals("1 fine, round 0.88", image.getOverlay().get(1).getName());
        NucleusOverlay.replaceIn(image, List.of());
        assertEquals(1, image.getOverlay().size());
    }

    @Test
    void aSavedTiffKeepsTheOverlay(@TempDir Path folder) throws Exception {
        ImagePlus stack = stack(1, 3, 1);
        SegmentedPlane first = plane(stack, 1, 1, "110", "110");
        // A ring and a shape in two pieces: composite ROIs are saved in a way of their own.
        SegmentedPlane third = plane(stack, 3, 1, "1110202", "1010000", "1110000");
        List<Roi> before = NucleusOverlay.classified(classified(first, third), stack, 1);
        NucleusOverlay.replaceIn(stack, before);
        Path file = folder.resolve("a.tif");
        ImageFiles.saveTiff(stack, file);
        ImagePlus read = ImageFiles.read(file);
        Overlay after = read.getOverlay();
        assertNotNull(after);
        assertEquals(3, after.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(before.get(i).getName(), after.get(i).getName());
            assertEquals(before.get(i).getGroup(), after.get(i).getGroup());
            assertEquals(before.get(i).getPosition(), after.get(i).getPosition());
            assertArrayEquals(filled(List.of(before.get(i)), 8, 6),
                    filled(List.of(after.get(i)), 8, 6));
        }
        NucleusOverlay.replaceIn(read, List.of());
        assertEquals(0, read.getOverlay().size(), "the reopened ROIs are known as Nucleoscope's");
    }

    @Test
    void imagesWithoutNucleiGetNoRoi() {
        ImagePlus image = image(8, 6);
        assertEquals(List.of(), NucleusOverlay.segmented(List.of(plane(image, 1, 1)), image, 1));
        assertNull(image.getOverlay());
    }
}
