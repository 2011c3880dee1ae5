package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import io.github.nucleoscope.check.PlantedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;

/** Check Training Data through SciJava's command service and within a macro. */
public class CheckTrainingDataTest {

    private static final String ME = CheckTrainingDataTest.class.getName();
    private static final Object[] FAST = {"network", "4conv3x3 - mp4x4 - fc8 - o", "folds", 2, "steps", 2};

    @TempDir
    private Path folder;

    private static Commands commands;
    private static List<String> steps;

    @BeforeEach
    void start() {
        commands = new Commands();
        steps = new ArrayList<>();
    }

    @AfterEach
    void close() {
        commands.close();
    }

    private static Module check(Object... inputs) {
        Object[] all = Arrays.copyOf(FAST, FAST.length + inputs.length);
        System.arraycopy(inputs, 0, all, FAST.length, inputs.length);
        return commands.run(CheckTrainingData.class, all);
    }

    /** For the macros. */
    public static void check(String data, String output) {
        check("training_data", new File(data), "output_folder", new File(output));
    }

    /** For the macros. */
    public static void step(String name) {
        steps.add(name);
    }

    private File planted() throws IOException {
        Path data = folder.resolve("data");
        new PlantedSet(2, true, 1).copy(3).blank(4, true).write(data);
        return data.toFile();
    }

    @Test
    void itWritesAPageATableAndACleanedCopy() throws IOException {
        Module module = check("training_data", planted(), "output_folder", folder.resolve("out").toFile(),
                "clean_copy", folder.resolve("clean").toFile());
        assertNull(Commands.problem(module));
        assertTrue(Files.readString(folder.resolve("out/check.html")).contains("4 crops show no nucleus"));
        assertTrue(Files.readString(folder.resolve("out/findings.csv")).contains("no-nucleus"));
        assertTrue(((String) module.getOutput("findings")).contains("important: 4 crops show no nucleus"));
        assertNull(module.getOutput("learning_curve"), "no image without a display");
        try (Stream<Path> files = Files.walk(folder.resolve("clean"))) {
            // 96 nuclei and 3 copies, of which 2 have the same pixels.
            assertEquals(97, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void theAnnotatedNucleiOfAnOpenImageAreChecked() throws IOException {
        ImagePlus image = Commands.field(3);
        Overlay overlay = new Overlay();
        for (int i = 0; i < 6; i++) {
            Roi roi = new OvalRoi(20 + 35 * i, 100, 24, 24);
            roi.setGroup(1 + i % 2);
            overlay.add(roi);
        }
        Roi.setGroupNames("one,two");
        image.setOverlay(overlay);
        Module module = check("image", image, "output_folder", folder.toFile());
        assertNull(Commands.problem(module));
        assertTrue(((String) module.getOutput("findings")).contains("class \"one\" has only 3 crops"),
                String.valueOf(module.getOutput("findings")));
    }

    @Test
    void wrongValuesAreRefusedBeforeTheWork() throws IOException {
        File data = planted();
        File out = folder.resolve("out").toFile();
        assertRefused(check("training_data", data), "output_folder");
        assertRefused(check("output_folder", out), "no image is open", "training_data");
        assertRefused(check("image", Commands.field(1), "output_folder", out), "no ROI in a group");
        assertRefused(check("training_data", new File("no/such"), "output_folder", out), "no/such");
        assertRefused(check("training_data", data, "output_folder", out, "folds", 1), "folds 1");
        assertRefused(check("training_data", data, "output_folder", out, "steps", -4), "steps -4");
        assertRefused(check("training_data", data, "output_folder", out, "network", "nonsense"), "'nonsense'");
        assertRefused(check("training_data", data, "output_folder", out, "background", "x"), "background 'x'");
        assertRefused(check("training_data", data, "output_folder", out, "clean_copy", data), "not empty");
        assertRefused(check("image", Commands.field(1), "output_folder", out, "clean_copy", out), "clean_copy");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(check("training_data", data, "output_folder", file.toFile()), "is a file");
        assertFalse(out.exists(), "nothing was written");
    }

    @Test
    void aMacroGoesOnAfterACheckAndStopsAtAProblem() throws IOException {
        String data = planted().toString().replace('\\', '/');
        String out = folder.resolve("out").toString().replace('\\', '/');
        Interpreter interpreter = new Interpreter();
        interpreter.run("call('" + ME + ".check', '" + data + "', '" + out + "'); call('" + ME + ".step', 'next');"
                + "call('" + ME + ".check', 'no/such', '" + out + "'); call('" + ME + ".step', 'after');", "");
        assertEquals(List.of("next"), steps);
        assertTrue(interpreter.getErrorMessage().startsWith("Check Training Data: no/such")
                || interpreter.getErrorMessage().contains("such"), interpreter.getErrorMessage());
    }

    /** Esc as soon as the networks are trained: what was found until then is written. */
    @Test
    void escEndsTheTrainingAndKeepsWhatWasFound() throws IOException {
        Object stopper = new Object() {
            @EventHandler
            void onEvent(StatusEvent event) {
                if (String.valueOf(event.getStatusMessage()).contains("Training 6 networks")) {
                    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                }
            }
        };
        EventService events = commands.context.service(EventService.class);
        List<EventSubscriber<?>> subscribers = events.subscribe(stopper);
        // Hours, if it did not stop.
        Module module = commands.run(CheckTrainingData.class, "training_data", planted(), "output_folder",
                folder.resolve("out").toFile(), "folds", 2, "steps", 1_000_000);
        events.unsubscribe(subscribers);
        assertEquals("", Commands.problem(module), "the user knows why: no dialog");
        String page = Files.readString(folder.resolve("out/check.html"));
        assertTrue(page.contains("The check was stopped") && page.contains("4 crops show no nucleus"));
    }
}
