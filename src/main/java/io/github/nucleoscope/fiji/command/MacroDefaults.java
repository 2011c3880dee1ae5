package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import org.scijava.Context;
import org.scijava.Contextual;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Lets a macro leave out parameters, which then have their documented defaults. ImageJ2 alone would open the command's
 * dialog for them, and the macro would wait. A macro without any parameters does get the dialog, except in batch mode
 * and headless, where the defaults are used.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.NORMAL)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof NucleoscopeCommand) || !IJ.isMacro()) {
            return;
        }
        boolean silent = GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode();
        if (!silent && !hasParameters(module)) {
            return;
        }
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            module.resolveInput(input.getName());
        }
    }

    /** Ignores the context, services, headings and the active image, which are resolved without the macro. */
    private static boolean hasParameters(Module module) {
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            Class<?> type = input.getType();
            boolean automatic = Contextual.class.isAssignableFrom(type) || type == Context.class
                    || type == ImagePlus.class || input.getVisibility() == ItemVisibility.MESSAGE;
            if (!automatic && module.isInputResolved(input.getName())) {
                return true;
            }
        }
        return false;
    }
}
