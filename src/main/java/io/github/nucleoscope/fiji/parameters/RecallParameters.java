package io.github.nucleoscope.fiji.parameters;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/** Fills the dialog, which comes next, with the values of the last one. */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public final class RecallParameters extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (DialogMemory.concerns(module)) {
            DialogMemory.recall(module);
        }
    }
}
