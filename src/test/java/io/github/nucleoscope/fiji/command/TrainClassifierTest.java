package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.macro.Interpreter;
import io.github.nucleoscope.StainedCells;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Cancelable;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Train Classifier, through SciJava's command service. */
@ExtendWith(KeptRoiGroups.class)
class TrainClassifierTest {

    @TempDir
    private static Path shared;

    private static Commands commands;
    private static Module training;
    private static File model;

    @BeforeAll
    static void open() {
        commands = new Commands();
        model = shared.resolve("tiny.nucleoscope.zip").toFile();
        training = commands.trainTiny(model);
    }

    @AfterAll
    static void close() {
        commands.close();
    }

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

    /** Cancelled as soon as the status bar speaks of epoch 3: the networks so far are written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(120)
    void aTrainingThatIsCancelledKeepsWhatItHas(int members, @TempDir Path folder) throws Exception {
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
                output, "network", "2conv3x3 - mp8x8 - o", "crop_size", 16, "normalise", "channel", "members",
                members, "classifier", "network", "epochs", 100_000).get();
        assertTrue(((Cancelable) module).isCanceled());
        int epochs = Files.readAllLines(folder.resolve("stopped.history.csv")).size() - 1;
        assertTrue(epochs >= 2 && epochs < 100_000, epochs + " epochs");
        NucleusClassifier model = ModelFile.read(output.toPath());
        assertEquals(2, model.classes().size());
        assertEquals(members, model.networks().size());
        assertNull(module.getOutput("held_out"));
    }

    /** What is left open is chosen by a cross-validation, which Cancel ends; a line in the Log says what was chosen. */
    @Test
    void theChoiceOfTheCropsIsSaidAndCanBeCancelled(@TempDir Path folder) throws Exception {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        // Each class needs five nuclei.
        ImagePlus image = commands.annotated(ImageFiles.read(Path.of("test-images/images/field_01.tif")));
        Object[] inputs = {"image", image, "output_model", output, "network", "o", "members", 1, "epochs", 1,
            "crop_size", 16, "validation_fraction", 0.0, "test_fraction", 0.0};
        Module module = commands.context.service(ModuleService.class)
                .createModule(commands.context.service(CommandService.class).getCommand(TrainClassifier.class));
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).startsWith("Choosing how crops are prepared")) {
                    ((Cancelable) module).cancel("");
                }
            }
        };
        commands.context.service(EventService.class).subscribe(stopper);
        commands.context.service(ModuleService.class).run(module, true, inputs).get();
        assertTrue(((Cancelable) module).isCanceled());
        assertFalse(output.exists());

        PrintStream out = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        // Without a display ImageJ's Log is the standard output.
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertNull(Commands.problem(commands.run(TrainClassifier.class, inputs)));
        } finally {
            System.setOut(out);
        }
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines()
                .filter(line -> line.contains("Train Classifier: crops are 16 pixels wide and ")).toList();
        assertEquals(1, lines.size(), log.toString(StandardCharsets.UTF_8));
    }

    @Test
    void trainingTakesTheAnnotatedNucleiOfTheImage(@TempDir Path folder) throws Exception {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        Module module = commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model", output,
                "network", "2conv3x3 - mp8x8 - o", "crop_size", 16, "normalise", "channel", "members", 1, "epochs", 1,
                "augmentation", "Full", "validation_fraction", 0.0, "test_fraction", 0.0);
        assertNull(Commands.problem(module));
        NucleusClassifier classifier = ModelFile.read(output.toPath());
        assertEquals(List.of("even", "odd"), classifier.classNames());
        assertTrue(classifier.provenance().data().contains("field_1.tif"), classifier.provenance().data());
        assertTrue(classifier.provenance().dataSha256().matches("[0-9a-f]{64}"));
        assertTrue(classifier.provenance().training().toString().contains("180"), "any rotation");
    }

    /** What a macro names it gets, and the rest is the recipe's. */
    @Test
    void theRecipeIsWhatIsNotNamed(@TempDir Path folder) {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        ImagePlus image = commands.annotated(1);
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "recipe",
                "Nonsense"), "recipe 'Nonsense'", "quick, standard, thorough, original");
        NucleusClassifier standard = trained(image, output);
        Map<String, String> training = standard.provenance().training();
        assertTrue(training.get("optimiser").startsWith("AdamW"), training.get("optimiser"));
        assertEquals("0.003", training.get("learning_rate"));
        assertEquals("64", training.get("batch_size"));
        assertTrue(training.get("augmentation").contains("rotation"), training.get("augmentation"));
        assertTrue(standard.testTimeAugmentation());

        NucleusClassifier original = trained(image, output, "recipe", "original", "batch_size", 8);
        training = original.provenance().training();
        assertTrue(training.get("optimiser").startsWith("RMSProp"), training.get("optimiser"));
        assertEquals("2.0E-4", training.get("learning_rate"));
        assertEquals("8", training.get("batch_size"));
        assertEquals("flips and quarter turns", training.get("augmentation"));
        assertFalse(original.testTimeAugmentation());

        training = trained(image, output, "learning_rate", 0.01, "augmentation", "none").provenance().training();
        assertTrue(training.get("optimiser").startsWith("AdamW"), training.get("optimiser"));
        assertEquals("0.01", training.get("learning_rate"));
        assertEquals("none", training.get("augmentation"));
        assertEquals("64", training.get("batch_size"));
    }

    private NucleusClassifier trained(ImagePlus image, File output, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("image", image, "output_model", output, "network", "o", "crop_size",
                16, "normalise", "channel", "members", 1, "epochs", 1, "validation_fraction", 0.0, "test_fraction",
                0.0));
        all.addAll(List.of(parameters));
        assertNull(Commands.problem(commands.run(TrainClassifier.class, all.toArray())));
        return ModelFile.read(output.toPath());
    }

    private static ClassifierKind madeOf(NucleusClassifier classifier) {
        return ClassifierKind.valueOf(classifier.provenance().training().get("made_of"));
    }

    /** Four nuclei of each class: two in each part. */
    @Test
    void severalMembersAreTrainedAndWhatToLabelNextIsLogged(@TempDir Path folder) throws Exception {
        File output = folder.resolve("both.nucleoscope.zip").toFile();
        PrintStream out = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        // Without a display ImageJ's Log is the standard output.
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        Module module;
        try {
            module = commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model", output,
                    "network", "2conv3x3 - mp8x8 - o", "members", 2, "classifier", "both", "crop_size", 16,
                    "normalise", "channel", "epochs", 3);
        } finally {
            System.setOut(out);
        }
        assertNull(Commands.problem(module));
        NucleusClassifier classifier = ModelFile.read(output.toPath());
        assertEquals(6, classifier.members().size());
        assertEquals(2, classifier.networks().size());
        assertEquals(ClassifierKind.BOTH, madeOf(classifier));
        int epochs = Integer.parseInt(classifier.provenance().training().get("epochs_run"));
        assertEquals(epochs + 1, Files.readAllLines(folder.resolve("both.history.csv")).size());
        String heldOut = (String) module.getOutput("held_out");
        assertTrue(heldOut.contains(", measured on all nuclei that were trained on, each judged by members that had"
                + " not seen it: 8 nuclei"), heldOut);
        String lines = log.toString(StandardCharsets.UTF_8);
        for (String expected : List.of("Too few nuclei of \"even\" to rely on: there are 4. Label 26 more of them"
                + " next.", "the classifier is made of networks and measurements together",
                "the networks were trained for " + epochs + " epoch")) {
            assertTrue(lines.contains("Train Classifier: " + expected), lines);
        }
        List<Roi> drawn = classified(commands.annotated(1), output);
        assertEquals(8, drawn.size());
    }

    private static List<Roi> classified(ImagePlus image, File model) {
        image.setOverlay(null);
        assertNull(Commands.problem(commands.run(ClassifyNuclei.class, "image", image, "model", model)));
        return List.of(image.getOverlay().toArray());
    }

    /** No network, and so no learning curve. */
    @Test
    void measurementsAloneAreTrained(@TempDir Path folder) {
        File output = folder.resolve("m.nucleoscope.zip").toFile();
        assertNull(Commands.problem(commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model",
                output, "members", 2, "classifier", "measurements", "crop_size", 16, "normalise", "channel")));
        assertEquals(ClassifierKind.MEASUREMENTS, madeOf(ModelFile.read(output.toPath())));
        assertEquals(List.of("m.nucleoscope.zip"), List.of(folder.toFile().list()));
    }

    /** The network and the number of members are the recipe's, and with {@code auto} whichever kind is better. */
    @Test
    void theQuickRecipe(@TempDir Path folder) {
        File output = folder.resolve("quick.nucleoscope.zip").toFile();
        assertNull(Commands.problem(commands.run(TrainClassifier.class, "image", commands.annotated(1), "output_model",
                output, "recipe", "quick", "crop_size", 16, "normalise", "channel", "epochs", 1)));
        NucleusClassifier classifier = ModelFile.read(output.toPath());
        Map<String, String> training = classifier.provenance().training();
        assertEquals(String.valueOf(Recipe.QUICK.ensemble().members()), training.get("members"));
        assertEquals("AUTO", training.get("classifier"));
        assertEquals(String.valueOf(Recipe.QUICK.settings().batches().size()), training.get("batch_size"));
        int kinds = switch (madeOf(classifier)) {
            case NETWORK -> 1;
            case MEASUREMENTS -> 2;
            case BOTH -> 3;
            case AUTO -> 0;
        };
        assertEquals(kinds * Recipe.QUICK.ensemble().members(), classifier.members().size());
        classifier.networks().forEach(one -> assertEquals(Recipe.QUICK.network(), one.architecture()));
    }

    @Test
    void membersThatDoNotGoWithOtherValuesAreRefused(@TempDir Path folder) {
        File output = folder.resolve("a.nucleoscope.zip").toFile();
        ImagePlus image = commands.annotated(1);
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output,
                "validation_fraction", 0.2), "validation_fraction is for a single network", "members=1");
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "members", 21),
                "members 21", "20");
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "members", -1),
                "members -1");
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "classifier", "best"),
                "classifier 'best'", "auto, network, measurements, both");
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "members", 1,
                "classifier", "both"), "measurements needs 2 members or more");
        assertFalse(output.exists());
    }

    /** Eight nuclei in haematoxylin's densities of Ruifrok (2001) among cells in eosin's. */
    @Test
    void theModelRemembersTheStain(@TempDir Path folder) throws Exception {
        ImagePlus image = new ImagePlus("he.tif", StainedCells.draw(26));
        commands.run(SegmentNuclei.class, "image", image, "stain", "H&E", "make_label_image", false);
        assertEquals(8, image.getOverlay().size());
        for (int i = 0; i < 8; i++) {
            image.getOverlay().get(i).setGroup(1 + i % 2);
        }
        File output = folder.resolve("he.nucleoscope.zip").toFile();
        assertRefused(commands.run(TrainClassifier.class, "image", image, "output_model", output, "stain", "H&E",
                "nuclei_are", "dark"), "leave nuclei_are at bright");
        assertNull(Commands.problem(commands.run(TrainClassifier.class, "image", image, "output_model", output,
                "stain", "H&E", "crop_channels", "nuclei", "network", "o", "crop_size", 32, "normalise", "channel",
                "members", 1, "epochs", 1, "validation_fraction", 0.0, "test_fraction", 0.0)));
        assertEquals(new Signal(Channel.FIRST, Colour.HAEMATOXYLIN_EOSIN),
                ModelFile.read(output.toPath()).preparation().signal());
        image.setOverlay(null);
        assertNull(Commands.problem(commands.run(ClassifyNuclei.class, "image", image, "model", output)));
        assertEquals(8, image.getOverlay().size());
        assertRefused(commands.run(ClassifyNuclei.class, "image", Commands.field(1), "model", output),
                "the stain H&E needs a colour image", "field_1.tif", "trained with a stain");
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
                    "open_images", "output_model", output, "network", "shallow@1/8", "crop_size", 16, "normalise",
                    "channel", "members", 1, "epochs", 1, "validation_fraction", 0.0, "test_fraction", 0.0)));
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
}
