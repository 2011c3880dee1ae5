package io.github.nucleoscope.fiji.command;

import java.lang.reflect.Field;
import java.util.Map;

import ij.ImagePlus;
import ij.WindowManager;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Gives a command the active image of the macro that runs it. In batch mode and headless ImageJ keeps the active image
 * by thread, and in ImageJ2 a command has a thread of its own: alone it would get the image of any open window, or one
 * that an earlier command in the same thread has left. This comes after {@code MacroParameters}, which gives an image
 * that the macro names, and before ImageJ2's preprocessor for the active image.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1.5)
public final class MacroImage extends AbstractPreprocessorPlugin {

    /** ImageJ lets a thread ask for its own image only. */
    private static final String IMAGES_BY_THREAD = "tempImageTable";

    @Parameter
    private ThreadService threads;

    @Override
    public void process(Module module) {
        Thread caller = threads.getParent(Thread.currentThread());
        if (!(module.getDelegateObject() instanceof NucleoscopeCommand) || caller == null) {
            return;
        }
        WindowManager.setTempCurrentImage(null);
        ImagePlus active = activeImage(caller);
        if (active == null) {
            return;
        }
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            if (input.getType() == ImagePlus.class && !module.isInputResolved(input.getName())) {
                module.setInput(input.getName(), active);
                module.resolveInput(input.getName());
            }
        }
    }

    /** Makes an image the active one of the macro that runs the command, where no window shows it. */
    static void activate(ImagePlus image, ThreadService threads) {
        Thread caller = threads.getParent(Thread.currentThread());
        if (caller != null && image.getWindow() == null) {
            WindowManager.setTempCurrentImage(caller, image);
            WindowManager.setTempCurrentImage(null);
        }
    }

    /** Null where the thread has none of its own, and the image of the active window counts. */
    private static ImagePlus activeImage(Thread thread) {
        try {
            Field images = WindowManager.class.getDeclaredField(IMAGES_BY_THREAD);
            images.setAccessible(true);
            return (ImagePlus) ((Map<?, ?>) images.get(null)).get(thread);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ImageJ's WindowManager has no " + IMAGES_BY_THREAD, e);
        }
    }
}
