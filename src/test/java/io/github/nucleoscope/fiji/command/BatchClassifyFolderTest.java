package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.workflow.BatchClassification.Listener;
import io.github.nucleoscope.workflow.BatchClassification.Output;
import io.github.nucleoscope.workflow.BatchClassification;
import io.github.nucleoscope.workflow.NucleusSources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;

/** Batch Classify Folder through SciJava's command service. */
@ExtendWith(KeptRoiGroups.class)
class BatchClassifyFolderTest {

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
    void aBatchWritesImagesAndTablesAndGoesOnAfterABadFile(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Path output = folder.resolve("out");
        ImagePlus a = Commands.calibrated(Commands.field(4));
        a.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
        ImageFiles.saveTiff(a, input.resolve("a.tif"));
        Files.writeString(input.resolve("b.tif"), "not an image");
        ImageFiles.saveTiff(Commands.calibrated(Commands.field(5)), input.resolve("c.tif"));
        byte[] before = Files.readAllBytes(input.resolve("a.tif"));
        assertNull(Commands.problem(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model",
                model, "output_folder", output.toFile())));
        try (var files = Files.list(output)) {
            assertEquals(List.of(".nucleoscope-results", "a.tif", "c.tif", "results.csv", "summary.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        ImagePlus written = ImageFiles.read(output.resolve("a.tif"));
        assertEquals(8, written.getBitDepth(), "the overlay is not flattened into the pixels");
        assertTrue(Arrays.equals((byte[]) a.getProcessor().getPixels(), (byte[]) written.getProcessor().getPixels()));
        List<String> summary = Files.readAllLines(output.resolve("summary.csv"));
        assertEquals("Image,Nuclei,N(clumped),N(fine),Cut off,Problem", summary.get(0));
        assertEquals(4, summary.size());
        assertTrue(summary.get(2).startsWith("b.tif,0,0,0,0,") && summary.get(2).length() > 20, summary.get(2));
        int nuclei = Integer.parseInt(summary.get(1).split(",")[1]);
        assertEquals(nuclei + 1, written.getOverlay().size(), "the nuclei and the user's own ROI");
        int all = nuclei + Integer.parseInt(summary.get(3).split(",")[1]);
        assertEquals(all + 1, Files.readAllLines(output.resolve("results.csv")).size());
        assertTrue(Arrays.equals(before, Files.readAllBytes(input.resolve("a.tif"))));
        assertEquals("clumped,fine", Roi.getGroupNames());
    }

    @Test
    void aBatchThatIsCancelledKeepsTheImagesThatAreDone(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Path output = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("a.tif", "b.tif", "c.tif")) {
            ImageFiles.saveTiff(Commands.field(4), input.resolve(name));
        }
        List<ImageSummary> done = new ArrayList<>();
        BatchClassification.Outcome outcome;
        try (NucleusSources nuclei = NucleusSources.segmentation(
                Segmentation.classical(SegmentationSettings.DEFAULT))) {
            outcome = new BatchClassification(ModelFile.read(model.toPath()), "model", ImageSet.of(List.of(input)),
                    nuclei, Signal.FIRST, Output.together(output)).run(new Listener() {
                @Override
                public boolean isCancelled() {
                    return done.size() == 2;
                }

                @Override
                public void note(String note) {
                    throw new AssertionError(note);
                }

                @Override
                public void problems(String title, List<Problem> problems) {
                    throw new AssertionError(problems);
                }

                @Override
                public void done(ImageSummary image) {
                    done.add(image);
                }
            });
        }
        assertEquals(done, outcome.images());
        assertTrue(outcome.isStopped());
        assertEquals(2, outcome.used());
        assertEquals(1 + 2, Files.readAllLines(output.resolve("summary.csv")).size());
        assertEquals(List.of("a.tif", "b.tif"), done.stream().map(ImageSummary::image).toList());
        assertEquals(2 + 1 + 2, output.toFile().list().length, "the images, the list of them and the tables");
    }

    /** Esc as soon as the status bar says that the second image is done. Folders may have spaces in their names. */
    @Test
    void escEndsABatchAndKeepsWhatIsDone(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("my images"));
        Path output = input.resolve("my results");
        int images = 1500;
        Path file = folder.resolve("image.tif");
        ImageFiles.saveTiff(Commands.field(4), file);
        // So many that the event comes before the end, however late it is.
        for (int i = 1000; i < 1000 + images; i++) {
            Files.createLink(input.resolve("image " + i + ".tif"), file);
        }
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("image 1001.tif")) {
                    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                }
            }
        };
        EventService events = commands.context.service(EventService.class);
        var subscribers = events.subscribe(stopper);
        Module module = commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", output.toFile());
        events.unsubscribe(subscribers);
        assertEquals("", Commands.problem(module), "the user knows why: no dialog");
        List<String> summary = Files.readAllLines(output.resolve("summary.csv"));
        int done = summary.size() - 1;
        assertTrue(done >= 2 && done < images, done + " images");
        int nuclei = 0;
        for (int i = 0; i < done; i++) {
            assertTrue(Files.exists(output.resolve("image " + (1000 + i) + ".tif")));
            nuclei += Integer.parseInt(summary.get(i + 1).split(",")[1]);
        }
        assertEquals(done + 3, output.toFile().list().length, "the images, a list of them and two tables");
        assertEquals(nuclei + 1, Files.readAllLines(output.resolve("results.csv")).size());
    }

    @Test
    void whatIsNoResultIsNotReplaced(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        ImageFiles.saveTiff(Commands.field(4), input.resolve("a.tif"));
        Path output = Files.createDirectory(folder.resolve("out"));
        Path mine = Files.writeString(output.resolve("a.tif"), "mine");
        String problem = Commands.problem(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(),
                "model", model, "output_folder", output.toFile()));
        assertTrue(problem.startsWith(mine + ": would be replaced"), problem);
        assertEquals("mine", Files.readString(mine));
        assertEquals(1, output.toFile().list().length);
    }

    @Test
    void filesOfOneNameAndSeveralFormatsDoNotReplaceEachOther(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        ImagePlus image = Commands.field(4);
        ImageFiles.saveTiff(image, input.resolve("a.tif"));
        ImageIO.write(image.getBufferedImage(), "png", input.resolve("a.png").toFile());
        ImageIO.write(image.getBufferedImage(), "png", input.resolve("a.png.tif").toFile());
        Path output = folder.resolve("out");
        commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model, "output_folder",
                output.toFile());
        List<String> summary = Files.readAllLines(output.resolve("summary.csv"));
        assertTrue(summary.get(1).startsWith("a.png,8,"), summary.get(1));
        assertTrue(summary.get(2).startsWith("a.png.tif,8,"), summary.get(2));
        assertTrue(summary.get(3).startsWith("a.tif,8,"), summary.get(3));
        assertEquals(6, output.toFile().list().length, "three images, a list of them and two tables");
    }

    @Test
    void aBatchRefusesWrongValues(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        File output = folder.resolve("out").toFile();
        assertRefused(commands.run(BatchClassifyFolder.class, "model", model, "output_folder", output),
                "input_folder");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model),
                "output_folder");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", output), "no image");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", new File("no/such"), "model", model,
                "output_folder", output), "no/such");
        ImageFiles.saveTiff(Commands.field(6), input.resolve("a.tif"));
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", input.toFile()), "is the input folder");
        assertEquals(1, input.toFile().list().length, "the input folder is as it was");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", output, "channel", -1), "channel -1");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", output, "channel", 2), "none of the 1 images", "summary.csv");
        assertRefused(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model", model,
                "output_folder", input.resolve("a.tif").toFile()), "a.tif", "is a file");
    }
}
