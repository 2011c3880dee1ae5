package io.github.nucleoscope.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.process.ImageProcessor;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.io.ImageSummary;
import io.github.nucleoscope.io.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** The four commands through SciJava's own door. */
class CommandsTest {

    @TempDir
    private static Path shared;

    private static Commands commands;
    private static Module training;
    private static File model;

    private String groupNames;

    /** A tiny network, two epochs on two of the committed fields: seconds. */
    @BeforeAll
    static void train() {
        commands = new Commands();
        model = shared.resolve("tiny.nucleoscope.zip").toFile();
        training = commands.run(TrainClassifier.class, "training_data", new File("test-images/truth.csv"),
                "image_folder", new File("test-images/images"), "output_model", model,
                "network", "4conv3x3 - mp4x4 - fc8 - o", "crop_size", 32, "epochs", 2, "seed", 7L);
    }

    @AfterAll
    static void close() {
        commands.close();
    }

    @BeforeEach
    void keepGroupNames() {
        groupNames = Roi.getGroupNames();
    }

    @AfterEach
    void restoreGroupNames() {
        Roi.setGroupNames(groupNames);
    }

    private static void assertRefused(Module module, String... parts) {
        String problem = Commands.problem(module);
        assertNotNull(problem, "the command did not refuse");
        for (String part : parts) {
            assertTrue(problem.contains(part), problem);
        }
        assertEquals(1, problem.lines().count(), problem);
    }

    private static ImagePlus calibrated(ImagePlus image) {
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.5;
        return image;
    }

    // Train Classifier

    @Test
    void trainingWritesModelAndHistoryAndSaysHowGoodItIs() throws Exception {
        assertNull(Commands.problem(training));
        NucleusClassifier classifier = ModelFile.read(model.toPath());
        assertEquals("4conv3x3 - mp4x4 - fc8 - o", classifier.network().architecture().toString());
        assertEquals("7", classifier.provenance().training().get("seed"));
        List<String> history = Files.readAllLines(shared.resolve("tiny.history.csv"));
        assertEquals(3, history.size(), "a header and two epochs");
        String heldOut = (String) training.getOutput("held_out");
        assertTrue(heldOut.contains("balanced accuracy 0."), heldOut);
        assertTrue(heldOut.contains("test part"), heldOut);
    }

    @Test
    void trainingRefusesWrongValues(@TempDir Path folder) {
        File truth = new File("test-images/truth.csv");
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        assertRefused(commands.run(TrainClassifier.class, "output_model", output), "training_data");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth), "output_model");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", new File("")),
                "output_model");
        assertRefused(commands.run(TrainClassifier.class, "training_data", new File("no/such"), "output_model",
                output), "no/such");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model",
                folder.resolve("a.zip").toFile()), "a.zip", ".nucleoscope.zip");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model",
                folder.resolve("none/a.nucleoscope.zip").toFile()), "none", "does not exist");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", output,
                "network", "32conv3x3 - nonsense - o"), "'nonsense'");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", output,
                "epochs", -4), "epochs -4");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", output,
                "crop_size", -1), "crop size -1");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", output,
                "crop_scale", "Nonsense"), "crop_scale 'Nonsense'", "fixed, fit");
        assertRefused(commands.run(TrainClassifier.class, "training_data", truth, "output_model", output,
                "threshold_method", "Nonsense"), "'Nonsense'", "Otsu");
        assertFalse(output.exists());
    }

    /** Cancelled as soon as the status bar speaks of epoch 3: the best network so far is written. */
    @Test
    @Timeout(120)
    void aTrainingThatIsCancelledKeepsWhatItHas(@TempDir Path folder) throws Exception {
        File output = folder.resolve("stopped.nucleoscope.zip").toFile();
        Module module = commands.context.service(ModuleService.class)
                .createModule(commands.context.service(CommandService.class).getCommand(TrainClassifier.class));
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("epoch 3")) {
                    ((Cancelable) module).cancel("");
                }
            }
        };
        commands.context.service(EventService.class).subscribe(stopper);
        commands.context.service(ModuleService.class).run(module, true, "training_data",
                new File("test-images/truth.csv"), "image_folder", new File("test-images/images"), "output_model",
                output, "network", "2conv3x3 - mp8x8 - o", "crop_size", 16, "epochs", 100_000, "patience", 100_000)
                .get();
        assertTrue(((Cancelable) module).isCanceled());
        int epochs = Files.readAllLines(folder.resolve("stopped.history.csv")).size() - 1;
        assertTrue(epochs >= 2 && epochs < 100_000, epochs + " epochs");
        assertEquals(2, ModelFile.read(output.toPath()).classes().size());
        assertNull(module.getOutput("held_out"));
    }

    @Test
    void trainingTakesTheAnnotatedNucleiOfTheImage(@TempDir Path folder) throws Exception {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        Module module = commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model", output,
                "network", "2conv3x3 - mp8x8 - o", "crop_size", 16, "epochs", 1, "augmentation", "Full",
                "validation_fraction", 0.0, "test_fraction", 0.0);
        assertNull(Commands.problem(module));
        NucleusClassifier classifier = ModelFile.read(output.toPath());
        assertEquals(List.of("even", "odd"), classifier.classNames());
        assertTrue(classifier.provenance().data().contains("field_1.tif"), classifier.provenance().data());
        assertTrue(classifier.provenance().dataSha256().matches("[0-9a-f]{64}"));
        assertTrue(classifier.provenance().training().toString().contains("180"), "any rotation");
    }

    @Test
    void trainingTakesAllOpenImages(@TempDir Path folder) throws Exception {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        ImagePlus plain = Commands.field(3);
        List<ImagePlus> open = List.of(commands.annotated(1), commands.annotated(2), plain);
        Interpreter.batchMode = true; // where ImageJ keeps open images without a window
        try {
            open.forEach(Interpreter::addBatchModeImage);
            assertNull(Commands.problem(commands.run(TrainClassifier.class, "image", plain, "annotations",
                    "open_images", "output_model", output, "network", "shallow@1/8", "crop_size", 16, "epochs", 1,
                    "validation_fraction", 0.0, "test_fraction", 0.0)));
        } finally {
            open.forEach(Interpreter::removeBatchModeImage);
            Interpreter.batchMode = false;
        }
        NucleusClassifier classifier = ModelFile.read(output.toPath());
        assertTrue(classifier.provenance().data().contains("2 open images"), classifier.provenance().data());
        assertEquals(Architecture.parse("shallow@1/8"), classifier.network().architecture());
    }

    @Test
    void trainingRefusesImagesThatAreNotAnnotated(@TempDir Path folder) {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        ImagePlus plain = Commands.field(3);
        assertRefused(commands.run(TrainClassifier.class, "image", plain, "output_model", output), "field_3.tif",
                "no ROI in a group", "annotate", "training_data");
        assertRefused(commands.run(TrainClassifier.class, "image", plain, "output_model", output, "annotations",
                "roi_manager"), "ROI Manager", "field_3.tif", "annotate", "training_data");
        assertRefused(commands.run(TrainClassifier.class, "image", plain, "output_model", output, "annotations",
                "open_images"), "no open image", "annotate", "training_data");
        assertRefused(commands.run(TrainClassifier.class, "image", plain, "output_model", output, "annotations",
                "Nonsense"), "annotations 'Nonsense'", "active_image, open_images, roi_manager");
        assertRefused(commands.run(TrainClassifier.class, "image", new ImagePlus(), "output_model", output),
                "no pixels");
        assertRefused(commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model", output,
                "augmentation", "Nonsense"), "augmentation 'Nonsense'", "none, flips, full");
        assertFalse(output.exists());
    }

    // Segment Nuclei

    @Test
    void segmentingGivesOverlayAndLabelImage() {
        ImagePlus image = Commands.field(1);
        Module module = commands.run(SegmentNuclei.class, "image", image);
        assertNull(Commands.problem(module));
        SegmentedPlane expected = SegmentedPlane.of(Planes.of(image, 1).get(0), SegmentationSettings.DEFAULT);
        assertEquals(expected.nuclei().size(), image.getOverlay().size());
        ImagePlus labels = (ImagePlus) module.getOutput("label_image");
        assertEquals("Labels of field_1.tif", labels.getTitle());
        assertEquals(expected.nuclei().size(),
                NucleusList.of(LabelImages.fromImagePlus(labels, 1, 1), expected.plane().pixels()).size());
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

    @Test
    void segmentingRefusesWrongValues() {
        ImagePlus image = Commands.field(1);
        assertRefused(commands.run(SegmentNuclei.class), "no image open");
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

    // Classify Nuclei

    @Test
    void classifyingGivesOverlayGroupsAndCsv(@TempDir Path folder) throws Exception {
        ImagePlus image = calibrated(Commands.field(2));
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

    @Test
    void classifyingAStackGoesThroughAllPlanes() {
        ImagePlus one = calibrated(Commands.field(3));
        commands.run(ClassifyNuclei.class, "image", one, "model", model);
        ImagePlus stack = IJ.createImage("stack.tif", 256, 256, 4, 8);
        calibrated(stack).setDimensions(1, 2, 2);
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
        ImagePlus image = calibrated(Commands.field(2));
        assertRefused(commands.run(ClassifyNuclei.class, "model", model), "no image open");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image), "'model'");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", new File("")), "'model'");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", new File("no-such.zip")),
                "no-such.zip");
        Path noModel = Files.writeString(folder.resolve("text.nucleoscope.zip"), "not a model");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", noModel.toFile()),
                "text.nucleoscope.zip");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", model, "channel", 9), "channel 9");
        assertRefused(commands.run(ClassifyNuclei.class, "image", new ImagePlus(), "model", model), "no pixels");
        image.getCalibration().setUnit("mile");
        assertRefused(commands.run(ClassifyNuclei.class, "image", image, "model", model), "mile");
        assertNull(image.getOverlay(), "a refused command changes nothing");
    }

    // Batch Classify Folder

    @Test
    void aBatchWritesImagesAndTablesAndGoesOnAfterABadFile(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Path output = folder.resolve("out");
        ImagePlus a = calibrated(Commands.field(4));
        a.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
        ImageFiles.saveTiff(a, input.resolve("a.tif"));
        Files.writeString(input.resolve("b.tif"), "not an image");
        ImageFiles.saveTiff(calibrated(Commands.field(5)), input.resolve("c.tif"));
        byte[] before = Files.readAllBytes(input.resolve("a.tif"));
        assertNull(Commands.problem(commands.run(BatchClassifyFolder.class, "input_folder", input.toFile(), "model",
                model, "output_folder", output.toFile())));
        try (var files = Files.list(output)) {
            assertEquals(List.of("a.tif", "c.tif", "results.csv", "summary.csv"),
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
    }

    @Test
    void aBatchThatIsCancelledKeepsTheImagesThatAreDone(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Path output = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("a.tif", "b.tif", "c.tif")) {
            ImageFiles.saveTiff(Commands.field(4), input.resolve(name));
        }
        List<ImageSummary> done = new ArrayList<>();
        try (ImageClassifier classifier = new ImageClassifier(ModelFile.read(model.toPath()))) {
            new BatchClassification(ImageSet.of(List.of(input)), output, Optional.empty(), Optional.empty(),
                    Optional.empty(), 1).run(classifier, new FileProgress() {
                @Override
                public boolean isCancelled() {
                    return done.size() == 2;
                }
            }, new BatchClassification.Sink() {
                @Override
                public void classified(ClassifiedImage image) {
                    assertEquals(done.size(), image.name().charAt(0) - 'a');
                }

                @Override
                public void done(ImageSummary image) {
                    done.add(image);
                }
            });
        }
        assertEquals(List.of("a.tif", "b.tif"), done.stream().map(ImageSummary::image).toList());
        assertEquals(2, output.toFile().list().length);
    }

    /** Esc as soon as the status bar says that the second image is done. Folders may have spaces in their names. */
    @Test
    void escEndsABatchAndKeepsWhatIsDone(@TempDir Path folder) throws Exception {
        Path input = Files.createDirectory(folder.resolve("my images"));
        Path output = input.resolve("my results");
        ImagePlus image = Commands.field(4);
        for (int i = 100; i < 400; i++) {
            ImageFiles.saveTiff(image, input.resolve("image " + i + ".tif"));
        }
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("image 101.tif")) {
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
        assertTrue(done >= 2 && done < 300, done + " images");
        int nuclei = 0;
        for (int i = 0; i < done; i++) {
            assertTrue(Files.exists(output.resolve("image " + (100 + i) + ".tif")));
            nuclei += Integer.parseInt(summary.get(i + 1).split(",")[1]);
        }
        assertEquals(done + 2, output.toFile().list().length, "the images and two tables");
        assertEquals(nuclei + 1, Files.readAllLines(output.resolve("results.csv")).size());
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
        assertEquals(5, output.toFile().list().length, "three images and two tables");
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
