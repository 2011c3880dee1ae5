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
 * Passes the active image of a macro to the command that it runs. In batch mode and headless ImageJ stores the active
 * image per thread, and in ImageJ2 a command has its own thread: it would get the image of any open window, or one
 * that an earlier command has left in the same thread. This runs after {@code MacroParameters}, which passes an image
 * that the macro names, and before ImageJ2's preprocessor for the active image.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1.5)
public final class MacroImage extends AbstractPreprocessorPlugin {

    /** A private field of ImageJ, whose public methods only return the image of the calling thread. */
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

    /** Makes an image without a window the active image of the macro that runs the command. */
    static void activate(ImagePlus image, ThreadService threads) {
        Thread caller = threads.getParent(Thread.currentThread());
        if (caller != null && image.getWindow() == null) {
            WindowManager.setTempCurrentImage(caller, image);
            WindowManager.setTempCurrentImage(null);
        }
    }

    /** Returns the thread's own active image; null if it has none and the image of the active window counts. */
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
