package io.github.nucleoscope.fiji.parameters;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

/** Fills ImageJ2's dialog, which opens next, with the values of the previous one. */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public final class RecallParameters extends AbstractPreprocessorPlugin {

    @Parameter(required = false)
    private UIService windows;

    @Override
    public void process(Module module) {
        if (DialogMemory.concerns(module, windows)) {
            DialogMemory.recall(module);
        }
    }
}
