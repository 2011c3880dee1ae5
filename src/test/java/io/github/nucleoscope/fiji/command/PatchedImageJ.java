package io.github.nucleoscope.fiji.command;

import java.awt.Dialog;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.macro.Interpreter;
import io.github.nucleoscope.fiji.plain.NucleoscopePlugIn;
import net.imagej.patcher.EssentialLegacyHooks;
import net.imagej.patcher.LegacyInjector;
import org.scijava.Context;
import org.scijava.thread.ThreadService;

/**
 * A program: ImageJ as ImageJ2 patches it. It prints what a macro returns that runs commands with {@code run()}, and
 * the message that stopped it. Dialogs are closed, and their titles printed. As in ImageJ2 a command has a thread of
 * its own, with the options of the macro.
 */
public final class PatchedImageJ {

    private PatchedImageJ() {}

    /** @param args the macro */
    public static void main(String[] args) {
        // The test waits for the end of this process, and would wait forever for a dialog that nobody answers.
        CompletableFuture.delayedExecutor(10, TimeUnit.MINUTES).execute(() -> Runtime.getRuntime().halt(1));
        // Before any class of ImageJ is loaded.
        LegacyInjector.preinit();
        Macros.run(args[0]);
        System.exit(0);
    }

    /** What ImageJ2's legacy layer does, as far as it matters here. */
    private static final class Hooks extends EssentialLegacyHooks {

        private final ThreadService threads = new Context(ThreadService.class).service(ThreadService.class);

        @Override
        public Object interceptRunPlugIn(String name, String argument) {
            if (!name.equals(NucleoscopePlugIn.class.getName())
                    || threads.getParent(Thread.currentThread()) != null) {
                return super.interceptRunPlugIn(name, argument);
            }
            try {
                threads.run(() -> new NucleoscopePlugIn().run(argument)).get();
            } catch (InterruptedException | ExecutionException e) {
                // So it was cancelled, of which ImageJ2 tells ImageJ nothing.
                System.out.println("thrown: " + e.getMessage());
            }
            return name;
        }

        @Override
        public Iterable<Thread> getThreadAncestors() {
            Thread parent = threads.getParent(Thread.currentThread());
            return parent == null ? List.of() : List.of(parent);
        }
    }

    /** Uses classes of ImageJ, and so is loaded after they are patched. */
    private static final class Macros {

        /** In a thread of its own, as the one that opens a dialog waits for its end. */
        private static void closeDialogs() {
            while (true) {
                for (Window window : Window.getWindows()) {
                    if (window instanceof Dialog dialog && dialog.isShowing() && isWaitedFor()) {
                        System.out.println("dialog: " + dialog.getTitle());
                        dialog.dispose();
                    }
                }
                LockSupport.parkNanos(50_000_000);
            }
        }

        /** AWT never wakes a thread that begins to wait for a dialog after it was closed. */
        private static boolean isWaitedFor() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .anyMatch(thread -> thread.getKey().getState() == Thread.State.WAITING
                            && Stream.of(thread.getValue()).anyMatch(call -> call.getMethodName().equals("enter")
                                    && call.getClassName().equals("java.awt.WaitDispatchSupport")));
        }

        static void run(String macro) {
            LegacyInjector.installHooks(PatchedImageJ.class.getClassLoader(), new Hooks());
            if (!GraphicsEnvironment.isHeadless()) {
                // Without it all macros run in batch mode.
                new ImageJ(ImageJ.NO_SHOW);
            }
            // Makes ImageJ read its menus.
            IJ.run("Close All");
            Map.of("Segment Nuclei", SegmentNuclei.class, "Compare Networks", CompareNetworks.class,
                    "Check Training Data", CheckTrainingData.class, "Train Classifier", TrainClassifier.class)
                    .forEach((label, command) -> Menus.getCommands()
                            .put(label, NucleoscopePlugIn.class.getName() + "(\"" + command.getName() + "\")"));
            if (!GraphicsEnvironment.isHeadless()) {
                Thread closing = new Thread(Macros::closeDialogs);
                closing.setDaemon(true);
                closing.start();
            }
            Interpreter interpreter = new Interpreter();
            System.out.println("returned: " + interpreter.run(macro, ""));
            System.out.println("error: " + interpreter.getErrorMessage());
        }
    }
}
