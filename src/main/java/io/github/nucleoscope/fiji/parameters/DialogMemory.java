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
 * Remembers what a user changed in a dialog for the next time, in ImageJ's preferences. What is left at its default is
 * not remembered, so that a later version's better default comes into use. Macros neither use nor change the memory.
 * SciJava's own memory ({@code persist = true}) would pass old values to macros, too.
 */
final class DialogMemory {

    private DialogMemory() {}

    /** Returns whether a user, not a macro, sets the command's parameters. */
    static boolean concerns(Module module) {
        return CommandParameters.isOurs(module) && !IJ.isMacro() && !GraphicsEnvironment.isHeadless();
    }

    /** Returns whether a user sets the command's parameters in a dialog of ImageJ2. */
    static boolean concerns(Module module, UIService windows) {
        return concerns(module) && windows != null && windows.isVisible();
    }

    /** Sets parameters that are not resolved to their remembered values; skips values that are no longer valid. */
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
                IJ.log(module.getInfo().getLabel() + ": a remembered value is no longer valid: " + e.getMessage());
            }
        }
    }

    /** Stores the values of all parameters that are not at their defaults. */
    static void remember(Module module) {
        Module fresh = CommandParameters.fresh(module);
        for (ModuleItem<?> parameter : CommandParameters.of(module)) {
            if (isKept(parameter)) {
                String text = ParameterText.of(module.getInput(parameter.getName()));
                boolean isDefault = text.equals(ParameterText.of(fresh.getInput(parameter.getName())));
                Prefs.set(key(module, parameter), isDefault ? null : text);
            }
        }
    }

    private static boolean isKept(ModuleItem<?> parameter) {
        return parameter.getType() != ImagePlus.class && parameter.getVisibility() != ItemVisibility.TRANSIENT;
    }

    private static String key(Module module, ModuleItem<?> parameter) {
        return "nucleoscope.dialog." + module.getDelegateObject().getClass().getSimpleName() + "."
                + parameter.getName();
    }
}
