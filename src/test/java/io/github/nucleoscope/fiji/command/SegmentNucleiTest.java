package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.SuspiciousImage;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import io.github.nucleoscope.segmentation.learned.AutomaticFinder;
import io.github.nucleoscope.synthetic.SampleImage;
import io.github.nucleoscope.table.NucleusRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.module.Module;

/** Segment Nuclei through SciJava's command service. */
@ExtendWith(KeptRoiGroups.class)
class SegmentNucleiTest {

    private static Commands commands;

    @BeforeAll
    static void open() {
        commands = new Commands();
    }

    @AfterAll
    static void close() {
        commands.close();
    }

    @Test
    void segmentingGivesOverlayAndLabelImage() {
        ImagePlus image = Commands.field(1);
        Module module = commands.run(SegmentNuclei.class, "image", image, "found_by", "classical");
        assertNull(Commands.problem(module));
        SegmentedPlane expected = new ClassicalFinder(SegmentationSettings.DEFAULT).find(Planes.of(image, 1).get(0));
        assertEquals(expected.nuclei().size(), image.getOverlay().size());
        ImagePlus labels = (ImagePlus) module.getOutput("label_image");
        assertEquals("Labels of field_1.tif", labels.getTitle());
        assertEquals(expected.nuclei().size(),
                NucleusList.of(LabelImages.fromImagePlus(labels, 1, 1), expected.plane().pixels()).size());
    }

    @Test
    void theLearnedMethodFindsBrightNucleiUnlessSomethingElseIsAskedFor() throws IOException {
        ImagePlus image = Commands.field(1);
        int learned;
        try (NucleusFinder finder = new AutomaticFinder(
                SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE), SegmentationSettings.DEFAULT)) {
            learned = finder.find(Planes.of(image, 1).get(0)).nuclei().size();
        }
        commands.run(SegmentNuclei.class, "image", image);
        assertEquals(learned, image.getOverlay().size());
        commands.run(SegmentNuclei.class, "image", image, "threshold_method", "Otsu");
        SegmentedPlane otsu = new ClassicalFinder(SegmentationSettings.DEFAULT.withThreshold("Otsu"))
                .find(Planes.of(image, 1).get(0));
        assertEquals(otsu.nuclei().size(), image.getOverlay().size());
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "found_by", "guess"), "found_by 'guess'",
                "automatic, learned, classical");
    }

    @Test
    void whatTheNetworkDoesNotUseIsRefused(@TempDir Path folder) throws IOException {
        ImagePlus image = Commands.field(1);
        File own = OwnNetwork.write(folder.resolve("own.nucleoscope.zip")).toFile();
        for (Object[] setting : new Object[][] {{"threshold_method", "Otsu"}, {"split_touching", false},
            {"fill_holes", false}, {"blur_sigma", 2.5}, {"local_radius", 40}}) {
            assertRefused(commands.run(SegmentNuclei.class, "image", image, "found_by", "learned", setting[0],
                    setting[1]), "found_by learned", setting[0].toString(), "found_by classical");
            assertRefused(commands.run(SegmentNuclei.class, "image", image, "segmentation_model", own, setting[0],
                    setting[1]), "a network does not use", setting[0] + "=" + setting[1],
                    "leave out segmentation_model");
        }
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "segmentation_model", own, "found_by",
                "classical"), "found_by classical does not use a network: leave out segmentation_model");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "segmentation_model",
                folder.resolve("none.zip").toFile()), "none.zip: there is no such file");
        assertNull(image.getOverlay());
    }

    @Test
    void theDiameterOfTheNucleiCanBeGiven() {
        ImagePlus image = Commands.field(1);
        for (String method : new String[] {"learned", "classical"}) {
            commands.run(SegmentNuclei.class, "image", image, "found_by", method);
            int found = image.getOverlay().size();
            commands.run(SegmentNuclei.class, "image", image, "found_by", method, "diameter", "250");
            assertTrue(image.getOverlay() == null || image.getOverlay().size() < found, method);
        }
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "diameter", "large"), "the diameter 'large'",
                "such as 9.5um");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "diameter", "20", "threshold_method", "Otsu"),
                "diameter does nothing with threshold_method Otsu");
    }

    /** The nuclei are a seventh as bright as the haze over them: by whichever method, nearly all must be found. */
    @Test
    void nucleiUnderABrightHazeAreFound() {
        ImagePlus image = SampleImage.nuclei();
        commands.run(SegmentNuclei.class, "image", image);
        int clear = image.getOverlay().size();
        ImageProcessor pixels = image.getProcessor();
        for (int y = 0; y < 512; y++) {
            for (int x = 0; x < 512; x++) {
                double haze = 230 * Math.max(0, 1 - Math.hypot(x - 256, y - 256) / 362);
                pixels.set(x, y, (int) Math.min(255, 0.12 * pixels.get(x, y) + haze));
            }
        }
        commands.run(SegmentNuclei.class, "image", image);
        int hazy = image.getOverlay().size();
        assertTrue(clear > 40 && Math.abs(hazy - clear) <= clear / 8, clear + " nuclei, and " + hazy + " in haze");
    }

    @Test
    void segmentingUsesItsParameters() {
        ImagePlus image = Commands.field(1);
        commands.run(SegmentNuclei.class, "image", image, "min_area", 100_000);
        assertEquals(0, image.getOverlay().size());
        Module module = commands.run(SegmentNuclei.class, "image", image, "make_label_image", false);
        assertTrue(image.getOverlay().size() > 0);
        assertNull(module.getOutput("label_image"));
    }

    /** The table that its window shows, as a file: headless there is no window. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTableIsSavedWhereAFileIsNamed(boolean measured, @TempDir Path folder) throws IOException {
        ImagePlus image = Commands.field(1);
        Path file = folder.resolve("nuclei.csv");
        Module module = commands.run(SegmentNuclei.class, "image", image, "results_file", file.toFile(),
                "measurements", measured);
        assertNull(Commands.problem(module));
        List<String> lines = Files.readAllLines(file);
        assertEquals(String.join(",", NucleusRow.columns(measured)), lines.get(0));
        assertEquals(image.getOverlay().size(), lines.size() - 1);
        assertTrue(lines.get(1).startsWith("field_1.tif,1,"), lines.get(1));
    }

    @Test
    void aTableThatCannotBeWrittenIsRefusedBeforeTheWork(@TempDir Path folder) {
        ImagePlus image = Commands.field(1);
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "results_file",
                folder.resolve("none/nuclei.csv").toFile()), "results_file", "nuclei.csv", "an existing folder");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "results_file", folder.toFile()),
                "results_file", "is a folder");
        assertNull(image.getOverlay());
    }

    /** One nucleus in haematoxylin's densities of Ruifrok (2001), one cell in eosin's. */
    @Test
    void segmentingTakesTheStainOfAColourImage() {
        ColorProcessor drawn = new ColorProcessor(120, 80);
        drawn.setColor(new Color(240, 240, 240));
        drawn.fill();
        drawn.setColor(new Color(113, 107, 171));
        drawn.fillOval(20, 20, 26, 26);
        drawn.setColor(new Color(225, 96, 217));
        drawn.fillOval(70, 20, 26, 26);
        ImagePlus image = new ImagePlus("he.tif", drawn);
        commands.run(SegmentNuclei.class, "image", image, "stain", "H&E");
        assertEquals(1, image.getOverlay().size());
        assertEquals(33, image.getOverlay().get(0).getContourCentroid()[0], 1);
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "stain", "ink"), "'ink'", "H&E");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "stain", "H&E", "nuclei_are", "dark"),
                "leave nuclei_are at bright");
        assertRefused(commands.run(SegmentNuclei.class, "image", Commands.field(1), "stain", "H&E"), "is not RGB");
    }

    /** Without a window, ImageJ's Log is the standard output. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrongIsSaidInTheLog(SuspiciousImage suspicious) {
        PrintStream out = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertNull(Commands.problem(commands.run(SegmentNuclei.class, "image", suspicious.image(),
                    "make_label_image", false)));
        } finally {
            System.setOut(out);
        }
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size(), "the warning and the number of nuclei: " + lines);
        assertTrue(lines.get(0).contains(suspicious.image().getTitle() + ": ")
                && lines.get(0).contains(suspicious.warning()), lines.get(0));
        assertEquals(suspicious == SuspiciousImage.WRONG_POLARITY, lines.get(0).endsWith(" (Nuclei are: dark)"),
                lines.get(0));
    }

    /** A square that goes on in the second slice and in the third, and another. */
    @Test
    void labelsRunThroughTheSlicesOnlyWhenAsked() {
        ImagePlus image = IJ.createImage("stack.tif", 120, 80, 3, 8);
        for (int z = 1; z <= 3; z++) {
            ImageProcessor plane = image.getStack().getProcessor(z);
            plane.setColor(200);
            plane.fillOval(60 + z, 40, 24, 24);
            if (z > 1) {
                plane.fillOval(10, 10, 24, 24);
            }
        }
        commands.run(SegmentNuclei.class, "image", image);
        assertEquals(List.of("1", "1", "2", "1", "2"), names(image));
        commands.run(SegmentNuclei.class, "image", image, "stitch_slices", true, "measurements", true);
        assertEquals(List.of("1", "1", "2", "1", "2"), names(image));
        assertEquals(74, image.getOverlay().get(1).getContourCentroid()[0], 1, "label 1 of slice 2");
        Module module = commands.run(SegmentNuclei.class, "image", image, "stitch_slices", true);
        ImagePlus labels = (ImagePlus) module.getOutput("label_image");
        for (int z = 1; z <= 3; z++) {
            assertEquals(1, labels.getStack().getProcessor(z).get(73, 52));
            assertEquals(z == 1 ? 0 : 2, labels.getStack().getProcessor(z).get(22, 22));
        }
    }

    private static List<String> names(ImagePlus image) {
        return Arrays.stream(image.getOverlay().toArray()).map(Roi::getName).toList();
    }

    @Test
    void segmentingRefusesWrongValues() {
        ImagePlus image = Commands.field(1);
        assertRefused(commands.run(SegmentNuclei.class), "no image is open");
        assertRefused(commands.run(SegmentNuclei.class, "image", new ImagePlus()), "no pixels");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "channel", 2), "channel 2", "field_1.tif");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "channel", 0), "channel 0");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "min_area", -9), "-9");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "max_area", -9), "-9");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "blur_sigma", -1.0), "-1.0");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "threshold_method", "Nonsense"),
                "'Nonsense'");
        assertRefused(commands.run(SegmentNuclei.class, "image", image, "nuclei_are", "green"),
                "nuclei_are 'green'", "bright, dark");
        assertNull(image.getOverlay(), "a refused command changes nothing");
    }

    /** Esc while the second of three planes is read: what was finished stays. */
    @Test
    void escEndsTheSegmentation() {
        ImageStack planes = new ImageStack(256, 256) {
            @Override
            public ImageProcessor getProcessor(int n) {
                if (n == 2) {
                    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                }
                return super.getProcessor(n);
            }
        };
        ImagePlus field = Commands.field(1);
        for (int i = 0; i < 3; i++) {
            planes.addSlice(field.getProcessor());
        }
        ImagePlus image = new ImagePlus("stack.tif", planes);
        Module module = commands.run(SegmentNuclei.class, "image", image);
        assertEquals("", Commands.problem(module), "the user knows why: no dialog");
        assertTrue(image.getOverlay().size() > 0);
        for (Roi roi : image.getOverlay().toArray()) {
            assertTrue(roi.getPosition() <= 2, "a nucleus in the plane " + roi.getPosition() + " after Esc");
        }
        assertNull(module.getOutput("label_image"));
        assertNull(Commands.problem(commands.run(SegmentNuclei.class, "image", field)), "Esc is forgotten");
    }
}
