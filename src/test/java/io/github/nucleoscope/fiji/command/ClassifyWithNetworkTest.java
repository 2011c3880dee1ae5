package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.fiji.annotation.AnnotationStart;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.module.Module;

/** Classify Nuclei, with a trained network, through SciJava's command service. */
@ExtendWith(KeptRoiGroups.class)
class ClassifyWithNetworkTest {

    @TempDir
    private static Path shared;

    private static Commands commands;
    private static File model;

    @BeforeAll
    static void open() {
        commands = new Commands();
        model = shared.resolve("tiny.nucleoscope.zip").toFile();
        commands.trainTiny(model);
    }

    @AfterAll
    static void close() {
        commands.close();
    }

    @Test
    void classifyingGivesOverlayGroupsAndCsv(@TempDir Path folder) throws Exception {
        ImagePlus image = Commands.calibrated(Commands.field(2));
        Path csv = folder.resolve("nuclei.csv");
        Module module = commands.run(ClassifyNuclei.class, "image", image, "model", model, "results_file",
                csv.toFile(), "make_label_image", true);
        assertNull(Commands.problem(module));
        Overlay overlay = image.getOverlay();
        assertTrue(overlay.size() > 0);
        for (Roi roi : overlay.toArray()) {
            assertTrue(roi.getName().matches("\\d+ (clumped|fine) [01]\\.\\d\\d"), roi.getName());
            assertEquals(roi.getName().split(" ")[1], Roi.getGroupName(roi.getGroup()));
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(overlay.size() + 1, lines.size());
        assertEquals("Image,Label,Class,Confidence,P(clumped),P(fine),X,Y,Z,T,Area,Mean,Model", lines.get(0));
        assertTrue(lines.get(1).startsWith("field_2.tif,1,"), lines.get(1));
        assertTrue(lines.get(1).endsWith(",tiny.nucleoscope.zip"), lines.get(1));
        assertEquals("Labels of field_2.tif", ((ImagePlus) module.getOutput("label_image")).getTitle());
    }

    private static byte[] pixels(Module module) {
        return (byte[]) ((ImagePlus) module.getOutput("label_image")).getProcessor().convertToByte(false).getPixels();
    }

    /** Of the second field: by Classify Nuclei, in a batch, and where Annotate Nuclei suggests classes. */
    private static void assertClassifiesThose(Module segmented, File model, Path folder) throws Exception {
        ImagePlus image = Commands.calibrated(Commands.field(2));
        Path csv = folder.resolve("nuclei.csv");
        Module classified = commands.run(ClassifyNuclei.class, "image", image, "model", model, "results_file",
                csv.toFile(), "make_label_image", true);
        assertNull(Commands.problem(classified));
        assertArrayEquals(pixels(segmented), pixels(classified));
        Path images = Files.createDirectory(folder.resolve("in"));
        ImagePlus saved = Commands.calibrated(Commands.field(2));
        ImageFiles.saveTiff(saved, images.resolve("field_2.tif"));
        Module batch = commands.run(BatchClassifyFolder.class, "input_folder", images.toFile(), "model", model,
                "output_folder", folder.resolve("out").toFile());
        assertNull(Commands.problem(batch));
        assertEquals(Files.readAllLines(csv), Files.readAllLines(folder.resolve("out/results.csv")));
        AnnotationStart start = AnnotationStart.of(saved, Optional.of(ModelFile.read(model.toPath())), Signal.FIRST,
                (done, all, doing) -> {});
        assertEquals(Arrays.stream(image.getOverlay().toArray()).map(Roi::getBounds).toList(),
                Arrays.stream(saved.getOverlay().toArray()).filter(Roi::isArea).map(Roi::getBounds).toList(),
                start.source().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "classical"})
    void theNucleiAreThoseThatSegmentNucleiFindsByTheModelsMethod(String method, @TempDir Path folder)
            throws Exception {
        File own = folder.resolve("own.nucleoscope.zip").toFile();
        assertNull(Commands.problem(commands.trainTiny(own, method)));
        assertEquals(Method.valueOf(method.toUpperCase(Locale.ROOT)),
                ModelFile.read(own.toPath()).preparation().segmentation().orElseThrow().method());
        ImagePlus image = Commands.calibrated(Commands.field(2));
        Module segmented = commands.run(SegmentNuclei.class, "image", image, "found_by", method);
        assertClassifiesThose(segmented, own, folder);
    }

    /** It is in the classifier's file: its own file may be gone. */
    @Test
    void aNetworkOfTheUsersOwnFindsTheNucleiFromTrainingToBatch(@TempDir Path folder) throws Exception {
        Path network = OwnNetwork.write(folder.resolve("network.nucleoscope.zip"));
        File own = folder.resolve("own.nucleoscope.zip").toFile();
        assertNull(Commands.problem(commands.trainTiny(own, "automatic", "segmentation_model", network.toFile())));
        ImagePlus image = Commands.calibrated(Commands.field(2));
        Module segmented = commands.run(SegmentNuclei.class, "image", image, "segmentation_model", network.toFile());
        assertFalse(Arrays.equals(pixels(segmented), pixels(commands.run(SegmentNuclei.class, "image", image))));
        Files.delete(network);
        assertClassifiesThose(segmented, own, folder);
    }

    @Test
    void bothMethodsDiffer() {
        ImagePlus image = Commands.field(2);
        assertFalse(Arrays.equals(pixels(commands.run(SegmentNuclei.class, "image", image, "found_by", "classical")),
                pixels(commands.run(SegmentNuclei.class, "image", image, "found_by", "automatic"))));
    }

    @Test
    void classifyingAStackGoesThroughAllPlanes() {
        ImagePlus one = Commands.calibrated(Commands.field(3));
        commands.run(ClassifyNuclei.class, "image", one, "model", model);
        ImagePlus stack = IJ.createImage("stack.tif", 256, 256, 4, 8);
        Commands.calibrated(stack).setDimensions(1, 2, 2);
        stack.setOpenAsHyperStack(true);
        for (int i = 1; i <= 4; i++) {
            stack.getStack().setProcessor(one.getProcessor().duplicate(), i);
        }
        assertNull(Commands.problem(commands.run(ClassifyNuclei.class, "image", stack, "model", model)));
        int count = one.getOverlay().size();
        assertEquals(4 * count, stack.getOverlay().size());
        Roi last = stack.getOverlay().get(4 * count - 1);
        assertEquals(one.getOverlay().get(count - 1).getName(), last.getName());
        assertEquals(2, last.getZPosition());
        assertEquals(2, last.getTPosition());
    }

    @Test
    void classifyingRefusesWrongValues(@TempDir Path folder) throws Exception {
        ImagePlus image = Commands.calibrated(Commands.field(2));
        assertRefused(commands.run(ClassifyNuclei.class, "model", model), "no image is open");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image), "'model'");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", new File("")), "'model'");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", new File("no-such.zip")),
                "no-such.zip");
        Path noModel = Files.writeString(folder.resolve("text.nucleoscope.zip"), "not a model");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", noModel.toFile()),
                "text.nucleoscope.zip");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", model, "channel", 9), "channel 9");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", model, "results_file",
                folder.resolve("none/nuclei.csv").toFile()), "results_file", "cannot be written");
        assertRefused(commands.run(ClassifyNuclei.class, "image", new ImagePlus(), "model", model), "no pixels");
        image.getCalibration().setUnit("mile");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", model), "mile");
        assertNull(image.getOverlay(), "a refused command changes nothing");
    }
}
