package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

@Timeout(180)
@ExtendWith(KeptRoiGroups.class)
class CompareNetworksTest {

    private static Commands commands;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        commands = new Commands();
    }

    @AfterAll
    static void close() {
        commands.close();
    }

    private Object[] inputs(Object... more) {
        List<Object> inputs = new ArrayList<>(List.of("training_data", new File("test-images/truth.csv"),
                "image_folder", new File("test-images/images"), "output_folder", folder.resolve("out").toFile(),
                "networks", "2conv3x3 - mp8x8 - o; 2conv3x3 - mp4x4 - fc2 - o", "folds", 2, "epochs", 1,
                "learning_rate", 0.001, "crop_size", 16));
        inputs.addAll(Arrays.asList(more));
        return inputs.toArray();
    }

    @Test
    void writesAPageAndTablesAndSaysWhatItFound() throws Exception {
        Module module = commands.run(CompareNetworks.class, inputs());
        assertNull(Commands.problem(module));
        assertTrue(String.valueOf(module.getOutput("verdict")).contains("deeper"),
                String.valueOf(module.getOutput("verdict")));
        ImagePlus curves = (ImagePlus) module.getOutput("learning_curves");
        assertEquals(640, curves.getWidth());
        for (String file : List.of("comparison.html", "summary.csv", "results.csv", "pairs.csv", "predictions.csv",
                "learning-curves.png")) {
            assertTrue(Files.size(folder.resolve("out").resolve(file)) > 100, file);
        }
        assertEquals(1 + 5, Files.readAllLines(folder.resolve("out/summary.csv")).size());
        assertTrue(Files.readString(folder.resolve("out/comparison.html")).contains("random forest"));
    }

    @Test
    void takesTheAnnotatedNucleiOfTheImage() throws Exception {
        Module module = commands.run(CompareNetworks.class, inputs("training_data", null, "image",
                commands.annotated(1)));
        assertNull(Commands.problem(module));
        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertTrue(page.contains("even") && page.contains("odd"), "the classes are the groups");
    }

    /** Stopped in its second training, it has the first, and the same command does the others alone. */
    @Test
    void goesOnAfterACancellation() throws Exception {
        Module module = commands.context.service(ModuleService.class)
                .createModule(commands.context.service(CommandService.class).getCommand(CompareNetworks.class));
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("fold 2 of 2")) {
                    ((Cancelable) module).cancel("");
                }
            }
        };
        commands.context.service(EventService.class).subscribe(stopper);
        commands.context.service(ModuleService.class).run(module, true, inputs("epochs", 30)).get();
        assertTrue(((Cancelable) module).isCanceled());
        assertNull(module.getOutput("verdict"));
        Path first = folder.resolve("out/trainings/network-1/seed-1-fold-1/training.json");
        byte[] kept = Files.readAllBytes(first);
        assertFalse(Files.exists(folder.resolve("out/comparison.html")));
        Module again = commands.run(CompareNetworks.class, inputs("epochs", 30));
        assertNull(Commands.problem(again));
        assertNotNull(again.getOutput("verdict"));
        assertTrue(Arrays.equals(kept, Files.readAllBytes(first)), "the first training was done again");
    }

    @Test
    void refusesWrongValues() {
        assertRefused("open one with annotated nuclei, or give training_data", "training_data", new File(""));
        assertRefused("output_folder", "output_folder", new File(""));
        assertRefused("no network", "networks", " ; ");
        assertRefused("mp2x2x2", "networks", "mp2x2x2 - o");
        assertRefused("folds 1", "folds", 1);
        assertRefused("seeds 'one'", "seeds", "one");
        assertRefused("seeds [1, 1]", "seeds", "1 1");
        assertRefused("epochs 0", "epochs", 0);
        assertRefused("minutes -1.0", "minutes", -1.0);
        assertRefused("learning rate", "learning_rate", 11.0);
        assertRefused("augmentation 'Nonsense'", "augmentation", "Nonsense");
        assertRefused("is a file", "output_folder", new File("pom.xml"));
        assertFalse(Files.exists(folder.resolve("out/trainings")));
    }

    private void assertRefused(String words, String parameter, Object value) {
        Commands.assertRefused(commands.run(CompareNetworks.class, inputs(parameter, value)), words);
    }
}
