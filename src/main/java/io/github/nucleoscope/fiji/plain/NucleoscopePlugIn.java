package io.github.nucleoscope.fiji.plain;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import io.github.nucleoscope.fiji.parameters.ParameterDialog;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.scijava.thread.ThreadService;

/**
 * Runs the SciJava commands in plain ImageJ, from menus and macros. The menu entries are in {@code plugins.config}. In
 * ImageJ2 the commands themselves replace the menu entries of the same labels, and this is not used.
 *
 * <p>The command runs in the thread in which ImageJ runs the plugin, so that a macro waits for it.
 */
public final class NucleoscopePlugIn implements PlugIn {

    /** Created by the first command; lives as long as ImageJ. */
    private static Context context;

    /** @param command the name of the command's class */
    @Override
    public void run(String command) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // SciJava finds its plugins there; ImageJ's application class loader does not see the plugins folder.
        thread.setContextClassLoader(getClass().getClassLoader());
        try {
            CommandInfo info = context().service(CommandService.class).getCommand(command);
            if (!run(context().service(ModuleService.class).createModule(info))) {
                // Then ImageJ does not record the command and shows no other message.
                throw new IllegalStateException(Macro.MACRO_CANCELED);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static synchronized Context context() {
        if (context == null) {
            context = new Context(CommandService.class, ModuleService.class, PluginService.class, StatusService.class,
                    EventService.class, ThreadService.class);
            StatusBar.follow(context.service(EventService.class));
        }
        return context;
    }

    /** @return whether the command was completed */
    private static boolean run(Module module) {
        Harvester harvester = new Harvester();
        images(module).stream().findFirst()
                .ifPresent(name -> module.setInput(name, WindowManager.getCurrentImage()));
        List<PreprocessorPlugin> before = new ArrayList<>(
                context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class));
        before.add(harvester);
        new ModuleRunner(context, module, before,
                context.service(PluginService.class).createInstancesOfType(PostprocessorPlugin.class)).run();
        if (((Cancelable) module).isCanceled()) {
            String reason = ((Cancelable) module).getCancelReason();
            if (reason != null && !reason.isBlank()) {
                IJ.error(module.getInfo().getLabel(), reason);
            }
            return false;
        }
        harvester.record(module);
        ParameterDialog.remember(module);
        for (Object output : module.getOutputs().values()) {
            if (output instanceof ImagePlus image) {
                image.show();
            }
        }
        return true;
    }

    /** Returns the names of image parameters that are not resolved. */
    private static List<String> images(Module module) {
        List<String> images = new ArrayList<>();
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            if (input.getType() == ImagePlus.class && !module.isInputResolved(input.getName())) {
                images.add(input.getName());
            }
        }
        return images;
    }

    /** The last preprocessor, which opens the dialog. Only this class uses it: ImageJ2 has its own. */
    private static final class Harvester extends AbstractPreprocessorPlugin {

        private List<ModuleItem<?>> asked = List.of();

        @Override
        public void process(Module module) {
            resolveSingleImage(module);
            if (GraphicsEnvironment.isHeadless()) {
                return;
            }
            Optional<List<ModuleItem<?>>> answered = ParameterDialog.fillIn(module);
            if (answered.isEmpty()) {
                cancel("");
            }
            asked = answered.orElse(List.of());
        }

        /** As in ImageJ2, a single image parameter is the active image and is not asked for. */
        private static void resolveSingleImage(Module module) {
            List<String> images = images(module);
            if (images.size() == 1) {
                module.resolveInput(images.get(0));
            }
        }

        /** Records keys and values like ImageJ2. */
        void record(Module module) {
            if (!IJ.recording()) {
                return;
            }
            for (ModuleItem<?> parameter : asked) {
                Object value = module.getInput(parameter.getName());
                String text = value instanceof ImagePlus image ? image.getTitle() : String.valueOf(value);
                // Without empty values, and without those that only matter for the dialog.
                if (value != null && !text.isEmpty() && parameter.getVisibility() != ItemVisibility.TRANSIENT) {
                    Recorder.recordOption(parameter.getName(), text.replace("\\", "\\\\").replace("\"", "\\\""));
                }
            }
        }
    }
}
