package io.github.nucleoscope.fiji.parameters;

import java.util.ArrayList;
import java.util.List;

import org.scijava.Context;
import org.scijava.Contextual;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;

/** The parameters of a command that a user or a macro sets. */
final class CommandParameters {

    private CommandParameters() {}

    /** Returns whether a module is a command of Nucleoscope. */
    static boolean isOurs(Module module) {
        return module.getDelegateObject().getClass().getName().startsWith("io.github.nucleoscope.");
    }

    /** Returns the same command with the default values of all its parameters. */
    static Module fresh(Module module) {
        try {
            return module.getInfo().createModule();
        } catch (ModuleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the parameters in the order of the dialog, without headings, buttons and services. */
    static List<ModuleItem<?>> of(Module module) {
        List<ModuleItem<?>> parameters = new ArrayList<>();
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            Class<?> type = input.getType();
            if (!Contextual.class.isAssignableFrom(type) && type != Context.class && type != Button.class
                    && input.getVisibility() != ItemVisibility.MESSAGE) {
                parameters.add(input);
            }
        }
        return parameters;
    }
}
