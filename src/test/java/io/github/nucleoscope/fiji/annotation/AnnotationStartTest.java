package io.github.nucleoscope.fiji.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import io.github.nucleoscope.SuspiciousImage;
import io.github.nucleoscope.fiji.command.KeptRoiGroups;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.synthetic.SampleImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where outlines, labels and classes come from. */
@ExtendWith(KeptRoiGroups.class)
class AnnotationStartTest {

    @TempDir
    private Path folder;

    private static AnnotationStart start(ImagePlus image) throws IOException {
        return AnnotationStart.of(image, Optional.empty(), Signal.FIRST, (done, all, doing) -> { });
    }

    private static ImagePlus withOverlay(Roi... rois) {
        ImagePlus image = new ImagePlus("drawn.tif", new ByteProcessor(100, 80));
        Overlay overlay = new Overlay();
        Stream.of(rois).forEach(overlay::add);
        image.setOverlay(overlay);
        return image;
    }

    private static Roi oval(int x, int group, long changed) {
        Roi roi = new OvalRoi(x, 10, 15, 15);
        roi.setGroup(group);
        if (changed > 0) {
            RoiClasses.markChanged(roi, changed);
        }
        return roi;
    }

    private static List<Integer> groups(AnnotationStart start) {
        return Stream.iterate(0, i -> i + 1).limit(start.annotation().size()).map(start.annotation()::group).toList();
    }

    private static RoiClasses classes(String first, String second) {
        return new RoiClasses(new TreeMap<>()).withNamed(1, first).withNamed(2, second);
    }

    @ParameterizedTest
    @EnumSource(value = SuspiciousImage.class, names = {"SATURATED", "BLURRED"})
    void whatIsSuspiciousAboutNucleiThatAreFoundIsSaid(SuspiciousImage suspicious) throws IOException {
        List<Problem> warnings = start(suspicious.image()).source().warnings();
        assertTrue(warnings.stream().anyMatch(warning -> warning.text().contains(suspicious.warning())),
                warnings.toString());
    }

    @Test
    void theOutlinesOfTheOverlayAreUsedAsTheyAre() throws IOException {
        Roi user = oval(10, 2, 0);
        Roi bar = new Roi(70, 70, 20, 3);
        bar.setFillColor(Color.WHITE);
        Line line = new Line(0, 0, 9, 9);
        ImagePlus image = withOverlay(line, user, oval(40, 0, 0), new TextRoi(1, 1, "text"), bar);
        Roi.setGroupName(2, "mitotic");
        AnnotationStart start = start(image);
        assertEquals(List.of(2, 0), groups(start));
        assertSame(user, start.outlines().get(0).roi());
        assertEquals("mitotic", start.annotation().classes().byGroup().get(2).name());
        assertEquals(5, image.getOverlay().size(), "line, text and scale bar stay");
        assertTrue(image.getOverlay().contains(line));
    }

    @Test
    void anImageWithoutOutlinesIsSegmentedAndHasTwoClassesToBeginWith() throws IOException {
        ImagePlus image = SampleImage.nuclei();
        Line line = new Line(0, 0, 9, 9);
        image.setOverlay(new Overlay(line));
        AnnotationStart start = start(image);
        assertTrue(start.annotation().size() > 30, start.annotation().size() + " nuclei of 48");
        assertEquals(start.annotation().size() + 1, image.getOverlay().size());
        assertSame(line, image.getOverlay().get(0));
        assertEquals(List.of("class 1", "class 2"), start.annotation().classes().byGroup().values().stream()
                .map(RoiClasses.RoiClass::name).toList());
        String message = assertThrows(InputException.class,
                () -> start(new ImagePlus("empty", new ByteProcessor(50, 50)))).getMessage();
        assertTrue(message.startsWith("no nuclei were found in empty") && message.lines().count() == 1, message);
        assertTrue(message.contains("; all pixels are equal: is this the channel"), message);
    }

    private ImagePlus opened(Roi... overlay) throws IOException {
        Path file = folder.resolve("a.tif");
        ImageFiles.saveTiff(withOverlay(overlay), file);
        return IJ.openImage(file.toString());
    }

    private void writeZip(Roi... rois) throws IOException {
        RoiZip.write(folder.resolve("a_ROIs.zip"), Stream.of(rois).map(RoiZip.Entry::of).toList());
    }

    @Test
    void theRoiFileBesideTheImageIsUsedWhereItIsTheLaterOne() throws IOException {
        Roi labelled = oval(10, 1, 1000);
        Roi other = oval(40, 0, 0);
        classes("x", "y").writeTo(List.of(labelled, other));
        writeZip(labelled, other);
        // No outlines in the overlay.
        AnnotationStart start = start(opened(new Line(0, 0, 5, 5)));
        assertEquals(List.of(1, 0), groups(start));
        assertEquals("x", start.annotation().classes().byGroup().get(1).name());
        assertEquals(false, start.source().keepFile());
        // Outlines without labels: a new segmentation must not cost the labels.
        assertEquals(List.of(1, 0), groups(start(opened(oval(12, 0, 0)))));
        // Older labels, and those of Classify Nuclei, which have no time.
        assertEquals(List.of(1, 0), groups(start(opened(oval(10, 2, 999)))));
        assertEquals(List.of(1, 0), groups(start(opened(oval(10, 2, 0)))));
        // The same time: the overlay is what the user sees.
        assertEquals(List.of(2), groups(start(opened(oval(10, 2, 1000)))));
    }

    @Test
    void aRoiFileOfSomebodyElseIsUsedAndKept() throws IOException {
        writeZip(oval(10, 0, 0), oval(40, 0, 0));
        AnnotationStart start = start(opened());
        assertEquals(List.of(0, 0), groups(start));
        assertTrue(start.source().keepFile());
        assertTrue(start(opened(oval(10, 1, 0))).source().keepFile());
    }

    @Test
    void aDamagedRoiFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("a_ROIs.zip"), "no zip");
        ImagePlus image = opened();
        String message = assertThrows(InputException.class, () -> start(image)).getMessage();
        assertTrue(message.contains("a_ROIs.zip") && message.lines().count() == 1, message);
    }

    @Test
    void autosaveKeepsTheFileOfSomebodyElse() throws IOException {
        Path file = folder.resolve("a_ROIs.zip");
        Files.writeString(file, "mine");
        List<String> lines = new CopyOnWriteArrayList<>();
        Autosave autosave = new Autosave(true, lines::add);
        autosave.save(file, List.of(oval(10, 1, 0)));
        autosave.close();
        assertEquals("mine", Files.readString(folder.resolve("older1_a_ROIs.zip")));
        assertEquals(1, RoiZip.read(file, 100, 80).size());
        assertEquals(List.of("the previous ROI file is now older1_a_ROIs.zip", "saved in a_ROIs.zip"), lines);
    }

    @Test
    void whatCannotBeSavedIsSaid() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Autosave autosave = new Autosave(false, lines::add);
        autosave.save(folder.resolve("no/folder_ROIs.zip"), List.of(oval(10, 1, 0)));
        autosave.close();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("not saved: "), lines.get(0));
    }
}
