package io.github.nucleoscope.fiji;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import net.imagej.patcher.LegacyInjector;

/**
 * A program: ImageJ as ImageJ2 patches it. It prints what a macro returns that runs "Segment
 * Nuclei" with {@code run()}, and the message that stopped it.
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
            Menus.getCommands().put("Segment Nuclei", Segment.class.getName());
            Interpreter interpreter = new Interpreter();
            System.out.println("returned: " + interpreter.run(macro, ""));
            System.out.println("error: " + interpreter.getErrorMessage());
        }
    }

    /** In the place of ImageJ2's own bridge: runs the command in a thread of its own, and waits. */
    public static final class Segment implements PlugIn {

        @Override
        public void run(String arg) {
            ImagePlus image = WindowManager.getCurrentImage();
            String options = Macro.getOptions();
            try (Commands commands = new Commands()) {
                commands.run(SegmentNuclei.class, "image", image, "threshold_method",
                        Macro.getValue(options, "threshold_method", "Otsu"), "make_label_image", false,
                        "add_to_roi_manager", Macro.getValue(options, "add_to_roi_manager", "").equals("true"));
            }
        }
    }
}
