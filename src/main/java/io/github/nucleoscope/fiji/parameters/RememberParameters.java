package io.github.nucleoscope.fiji.parameters;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/** Remembers what a command that succeeded was given. */
@Plugin(type = PostprocessorPlugin.class)
public final class RememberParameters extends AbstractPostprocessorPlugin {

    @Override
    public void process(Module module) {
        if (DialogMemory.concerns(module)) {
            DialogMemory.remember(module);
        }
    }
}
