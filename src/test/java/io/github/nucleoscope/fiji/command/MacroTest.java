package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Commands within a running ImageJ macro. A headless macro cannot call {@code run()} without ImageJ2, so that it comes
 * here with {@code call()} instead; as in Fiji the command has a thread of its own, and the macro waits for it.
 */
public class MacroTest {

    private static final String ME = MacroTest.class.getName();

    private static Commands commands;
    private static ImagePlus image;
    private static List<String> steps;
    private static Module module;

    @BeforeEach
    void start() {
        commands = new Commands();
        image = Commands.field(1);
        steps = new ArrayList<>();
    }

    @AfterEach
    void close() {
        commands.close();
    }

    /** For the macros. */
    public static void segment(String method) {
        module = commands.run(SegmentNuclei.class, "image", image, "threshold_method", method);
    }

    /** For the macros. */
    public static void show(String title) {
        ImagePlus field = Commands.field(1);
        field.setTitle(title);
        field.show();
    }

    /** For the macros. */
    public static void segmentActive() {
        module = commands.run(SegmentNuclei.class);
    }

    /** A defect. The type keeps it out of the list of commands. */
    @Plugin(type = SciJavaPlugin.class, label = "Broken")
    public static final class Broken extends NucleoscopeCommand implements SciJavaPlugin {
        @Override
        void execute() {
            throw new IllegalArgumentException("a defect");
        }
    }

    /** For the macros. */
    public static void defect() {
        Broken broken = new Broken();
        broken.setContext(commands.context);
        try {
            broken.run();
        } catch (IllegalArgumentException e) {
            steps.add("thrown: " + e.getMessage());
        }
    }

    /** For the macros. */
    public static void step(String name) {
        steps.add(name + " in " + WindowManager.getCurrentImage().getTitle());
    }

    /** For the macros. */
    public static void resolve() throws ModuleException {
        Module given = commands.context.service(CommandService.class).getCommand(SegmentNuclei.class)
                .createModule();
        new MacroDefaults().process(given);
        steps.add("nothing given: " + isResolved(given));
        List.of("image", "context", "status", "threads", "segmentation_heading", "result_heading")
                .forEach(given::resolveInput);
        new MacroDefaults().process(given);
        steps.add("image given: " + isResolved(given));
        given.resolveInput("min_area");
        new MacroDefaults().process(given);
        steps.add("a parameter given: " + isResolved(given));
    }

    private static boolean isResolved(Module module) {
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            if (!module.isInputResolved(input.getName())) {
                return false;
            }
        }
        return true;
    }

    private static Interpreter run(String macro) {
        Interpreter interpreter = new Interpreter();
        interpreter.run(macro, "");
        return interpreter;
    }

    @Test
    void aCommandThatSucceedsLetsTheMacroGoOnWithTheLabelImageActive() {
        Interpreter interpreter = run("call('" + ME + ".segment', 'Otsu'); call('" + ME + ".step', 'next');");
        assertNull(interpreter.getErrorMessage());
        assertEquals(List.of("next in Labels of field_1.tif"), steps);
        assertNull(module.getOutput("label_image"), "ImageJ2 would open it a second time");
    }

    @Test
    void theMacrosActiveImageIsTakenAndTheLabelImageBecomesIt() {
        for (String title : List.of("a", "b")) {
            run("call('" + ME + ".show', '" + title + "'); call('" + ME + ".segmentActive'); call('" + ME
                    + ".step', 'next');");
        }
        assertEquals(List.of("next in Labels of a", "next in Labels of b"), steps);
    }

    @Test
    void aCommandThatFailsStopsTheMacroAndShowsNoDialog() {
        Interpreter interpreter = run("call('" + ME + ".segment', 'Nonsense'); call('" + ME + ".step', 'next');");
        assertEquals(List.of(), steps);
        assertNotNull(interpreter.getErrorMessage());
        assertTrue(interpreter.getErrorMessage().startsWith("Segment Nuclei: unknown threshold method 'Nonsense'"),
                interpreter.getErrorMessage());
        assertEquals("", Commands.problem(module), "ImageJ2 shows a reason in a dialog");
        assertNull(Interpreter.getInstance());
    }

    @Test
    void aLoopStopsAtOnce() {
        run("function work() { call('" + ME + ".segment', 'Nonsense'); call('" + ME + ".step', 'in function'); }"
                + "for (i = 0; i < 3; i++) { work(); call('" + ME + ".step', 'in loop'); }");
        assertEquals(List.of(), steps);
    }

    @Test
    void aDefectIsThrownAndStopsTheMacro() {
        Interpreter interpreter = run("call('" + ME + ".defect'); call('" + ME + ".step', 'next');");
        assertEquals(List.of("thrown: a defect"), steps);
        assertTrue(interpreter.getErrorMessage().contains("a defect"), interpreter.getErrorMessage());
    }

    @Test
    void aDefectIsInTheLogWithItsTrace() {
        PrintStream out = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        // Without a display ImageJ's Log is the standard output.
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            ExecutionException thrown = assertThrows(ExecutionException.class, () -> commands.context
                    .service(CommandService.class).run(new CommandInfo(Broken.class), true).get());
            assertEquals("a defect", thrown.getCause().getCause().getMessage());
        } finally {
            System.setOut(out);
        }
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("Broken: unexpected error, please report it: java.lang.IllegalArgumentException: a defect",
                lines.get(0));
        assertTrue(lines.get(1).startsWith("\tat " + Broken.class.getName() + ".execute("), lines.get(1));
    }

    @Test
    void theNextMacroRuns() {
        run("call('" + ME + ".segment', 'Nonsense');");
        run("call('" + ME + ".segment', 'Otsu'); call('" + ME + ".step', 'next');");
        assertEquals(1, steps.size());
    }

    @Test
    void stoppingDoesNothingWhereThereIsNoMacro() {
        assertFalse(IJ.isMacro());
        RunningMacro.stop("nobody is there");
        assertNull(Interpreter.getInstance());
    }

    @Test
    void parametersThatAMacroLeavesOutKeepTheirDefaults() {
        run("call('" + ME + ".resolve');");
        assertEquals(List.of("nothing given: true", "image given: true", "a parameter given: true"), steps,
                "without a display nobody can be asked");
    }

    @Test
    void outsideMacrosParametersAreAskedFor() throws ModuleException {
        resolve();
        assertEquals(List.of("nothing given: false", "image given: false", "a parameter given: false"), steps);
    }

    @Test
    void theRoiManagerIsRefusedWithoutADisplay() {
        InputException e = assertThrows(InputException.class,
                () -> NucleusRoiManager.append(List.of()));
        assertTrue(e.getMessage().contains("add_to_roi_manager"), e.getMessage());
    }
}
