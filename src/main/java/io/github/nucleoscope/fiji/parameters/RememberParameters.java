package io.github.nucleoscope.fiji.parameters;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/** Remembers the values of a command that succeeded in ImageJ2. */
@Plugin(type = PostprocessorPlugin.class)
public final class RememberParameters extends AbstractPostprocessorPlugin {

    @Parameter(required = false)
    private UIService windows;

    @Override
    public void process(Module module) {
        if (DialogMemory.concerns(module, windows)) {
            DialogMemory.remember(module);
        }
    }
}
