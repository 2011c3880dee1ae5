package io.github.nucleoscope.fiji;

import ij.IJ;
import ij.Menus;
import ij.macro.Interpreter;
import io.github.nucleoscope.fiji.plain.NucleoscopePlugIn;
import java.util.Map;
import net.imagej.patcher.LegacyInjector;

/**
 * A program: ImageJ as ImageJ2 patches it. It prints what a macro returns that runs commands with {@code run()}, and
 * the message that stopped it.
 */
public final class PatchedImageJ {

    private PatchedImageJ() {}

    /** @param args the macro */
    public static void main(String[] args) {
        // Before any class of ImageJ is loaded.
        LegacyInjector.preinit();
        Macros.run(args[0]);
        System.exit(0);
    }

    /** Uses classes of ImageJ, and so is loaded after they are patched. */
    private static final class Macros {

        static void run(String macro) {
            // Makes ImageJ read its menus.
            IJ.run("Close All");
            Map.of("Segment Nuclei", SegmentNuclei.class, "Compare Networks", CompareNetworks.class,
                    "Check Training Data", CheckTrainingData.class).forEach((label, command) -> Menus.getCommands()
                            .put(label, NucleoscopePlugIn.class.getName() + "(\"" + command.getName() + "\")"));
            Interpreter interpreter = new Interpreter();
            System.out.println("returned: " + interpreter.run(macro, ""));
            System.out.println("error: " + interpreter.getErrorMessage());
        }
    }
}
