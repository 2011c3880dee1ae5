package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

@Timeout(180)
class DiagnoseNetworkTest {

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
                "image_folder", new File("test-images/images"), "output_folder", folder.resolve("my out").toFile(),
                "network", "4conv3x3 - mp4x4 - fc4 - o", "epochs", 2, "learning_rate", 0.001, "crop_size", 16));
        inputs.addAll(Arrays.asList(more));
        return inputs.toArray();
    }

    @Test
    void writesAPageAndTables() throws Exception {
        Module module = commands.run(DiagnoseNetwork.class, inputs());
        assertNull(Commands.problem(module));
        assertEquals(2, String.valueOf(module.getOutput("verdict")).lines().count());
        Path output = folder.resolve("my out");
        for (String file : List.of("diagnosis.html", "findings.csv", "curves.csv", "layers.csv", "range-test.csv")) {
            assertTrue(Files.size(output.resolve(file)) > 100, file);
        }
        assertFalse(Files.exists(output.resolve("model.nucleoscope.zip")), "nobody asked for a model");
    }

    @Test
    void appliedItTrainsWhatWorkedOrWhatIsHealthyAndNothingElse() throws Exception {
        Module module = commands.run(DiagnoseNetwork.class, inputs("epochs", 4, "learning_rate", 0.003,
                "apply_remedy", true));
        assertNull(Commands.problem(module));
        String verdict = String.valueOf(module.getOutput("verdict"));
        assertEquals(verdict.contains(" helps. ") || verdict.contains("is healthy"),
                Files.exists(folder.resolve("my out/model.nucleoscope.zip")), verdict);
    }

    @Test
    void aDiagnosisThatIsCancelledEndsInItsFirstStages() throws Exception {
        Module module = commands.context.service(ModuleService.class)
                .createModule(commands.context.service(CommandService.class).getCommand(DiagnoseNetwork.class));
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("Diagnosis")) {
                    ((Cancelable) module).cancel("");
                }
            }
        };
        commands.context.service(EventService.class).subscribe(stopper);
        commands.context.service(ModuleService.class).run(module, true, inputs("epochs", 1000)).get();
        assertTrue(((Cancelable) module).isCanceled());
        assertNull(module.getOutput("verdict"));
        assertFalse(Files.exists(folder.resolve("my out/diagnosis.html")));
    }

    @Test
    void refusesWrongValues() {
        assertRefused("open one with annotated nuclei, or give training_data", "training_data", new File(""));
        assertRefused("output_folder", "output_folder", new File(""));
        assertRefused("is a file", "output_folder", new File("pom.xml"));
        assertRefused("mp2x2x2", "network", "mp2x2x2 - o");
        assertRefused("epochs 1", "epochs", 1);
        assertRefused("validation_fraction 0.0", "validation_fraction", 0.0);
        assertRefused("optimiser 'Nonsense'", "optimiser", "Nonsense");
        assertRefused("crop_scale 'Nonsense'", "crop_scale", "Nonsense");
        assertRefused("learning rate", "learning_rate", 11.0);
        assertFalse(Files.exists(folder.resolve("my out")));
    }

    private void assertRefused(String words, String parameter, Object value) {
        Commands.assertRefused(commands.run(DiagnoseNetwork.class, inputs(parameter, value)), words);
    }
}
