package io.github.nucleoscope.fiji.parameters;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import io.github.nucleoscope.problem.InputException;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.ui.UIService;

/**
 * What a dialog shows at its next opening, in ImageJ's preferences. Macros neither use nor change it. SciJava's own
 * memory ({@code persist = true}) would give old values to macros, too.
 */
final class DialogMemory {

    private DialogMemory() {}

    /** Whether a user fills in the command's dialog, unless a macro runs. */
    static boolean concerns(Module module) {
        return CommandParameters.isOurs(module) && !IJ.isMacro() && !GraphicsEnvironment.isHeadless();
    }

    /** Whether ImageJ2's windows are there, of which one will be or was the command's dialog. */
    static boolean concerns(Module module, UIService windows) {
        return concerns(module) && windows != null && windows.isVisible();
    }

    /** Gives the parameters that are still open their remembered values; what no longer fits is passed over. */
    static void recall(Module module) {
        for (ModuleItem<?> parameter : CommandParameters.of(module)) {
            String text = Prefs.get(key(module, parameter), null);
            if (text == null || !isKept(parameter)
                    || module.isInputResolved(parameter.getName())) {
                continue;
            }
            try {
                module.setInput(parameter.getName(), ParameterText.parse(parameter, text));
            } catch (InputException e) {
                IJ.log(module.getInfo().getLabel() + ": forgot a remembered value: " + e.getMessage());
            }
        }
    }

    /** Remembers the values of all parameters. */
    static void remember(Module module) {
        for (ModuleItem<?> parameter : CommandParameters.of(module)) {
            if (isKept(parameter)) {
                Prefs.set(key(module, parameter), ParameterText.of(module.getInput(parameter.getName())));
            }
        }
    }

    private static boolean isKept(ModuleItem<?> parameter) {
        return parameter.getType() != ImagePlus.class && parameter.getVisibility() != ItemVisibility.TRANSIENT;
    }

    private static String key(Module module, ModuleItem<?> parameter) {
        return "nucleoscope." + module.getDelegateObject().getClass().getSimpleName() + "." + parameter.getName();
    }
}
