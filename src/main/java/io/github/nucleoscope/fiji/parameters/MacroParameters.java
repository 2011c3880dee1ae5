package io.github.nucleoscope.fiji.parameters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.Macro;
import io.github.nucleoscope.fiji.command.RunningMacro;
import io.github.nucleoscope.problem.InputException;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Passes the parameters of a macro to the command that it runs. An invalid value or an unknown key stops the macro.
 *
 * <p>Plain ImageJ does not do this itself. In ImageJ2 this runs after its own preprocessor, which turns "abc" into 0,
 * ignores unknown keys, and takes {@code make_label_image=true} for {@code image=true}, too.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 2)
public final class MacroParameters extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (!CommandParameters.isOurs(module) || !IJ.isMacro()) {
            return;
        }
        String options = Macro.getOptions();
        List<ModuleItem<?>> parameters = CommandParameters.of(module);
        if (options == null || options.isBlank() || isCalledByScript(module, parameters, options)) {
            return;
        }
        try {
            Map<String, ModuleItem<?>> byKey = new LinkedHashMap<>();
            parameters.forEach(parameter -> byKey.put(parameter.getName(), parameter));
            Map<String, String> given = MacroOptions.parse(options);
            Map<String, Object> values = new LinkedHashMap<>();
            given.forEach((key, text) -> values.put(key, value(known(byKey, key), text)));
            forgetOthers(module, parameters, given);
            values.forEach((key, value) -> {
                module.setInput(key, value);
                module.resolveInput(key);
            });
        } catch (InputException e) {
            RunningMacro.fail(module.getInfo().getLabel(), e.getMessage());
            cancel("");
        }
    }

    /** Returns whether a script, not the macro, calls the command: then the macro's options are not for it. */
    private static boolean isCalledByScript(Module module, List<ModuleItem<?>> parameters, String options) {
        return parameters.stream().map(ModuleItem::getName).anyMatch(
                key -> module.isInputResolved(key) && Macro.getValue(options, key, null) == null);
    }

    /** A choice may have been a check box in an older version: then the command knows what it meant, or refuses it. */
    private static Object value(ModuleItem<?> parameter, String text) {
        boolean checked = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        return parameter.getType() == String.class && checked ? text : ParameterText.parse(parameter, text);
    }

    private static ModuleItem<?> known(Map<String, ModuleItem<?>> byKey, String key) {
        ModuleItem<?> parameter = byKey.get(key);
        if (parameter == null) {
            throw new InputException("there is no parameter '" + key + "', the nearest is '"
                    + Nearest.to(key, byKey.keySet()) + "'; a value with spaces needs [brackets]");
        }
        return parameter;
    }

    /** Resets parameters that ImageJ2 has set from another key that ends with their key. */
    private static void forgetOthers(Module module, List<ModuleItem<?>> parameters, Map<String, String> given) {
        Module fresh = CommandParameters.fresh(module);
        for (ModuleItem<?> parameter : parameters) {
            String key = parameter.getName();
            if (!given.containsKey(key) && module.isInputResolved(key)) {
                module.setInput(key, fresh.getInput(key));
                module.unresolveInput(key);
            }
        }
    }
}
