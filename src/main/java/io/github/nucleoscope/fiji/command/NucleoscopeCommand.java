package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import io.github.nucleoscope.problem.Problem;
import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * What all commands share: problems are shown and stop a running macro, the status bar shows the progress, and Esc or
 * Cancel stops the work.
 *
 * <p>ImageJ2 lets a macro continue after a command was cancelled or has thrown an exception, and without a window it
 * does not report this. Here a problem is written to the Log, and the macro stops.
 */
abstract class NucleoscopeCommand extends ContextCommand {

    @Parameter
    private StatusService status;

    @Parameter
    private ThreadService threads;

    private final ProgressLine progress = new ProgressLine();

    /** The user pressed Esc or Cancel. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public final void run() {
        IJ.resetEscape();
        try {
            execute();
        } catch (StoppedException e) {
            RunningMacro.fail(name(), "stopped by the user");
            cancel("");
        } catch (InputException e) {
            fail(e);
        } catch (IOException e) {
            fail(InputException.of(e));
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            log("unexpected error, please report it: " + trace.toString().stripTrailing());
            RunningMacro.stop(name() + ": unexpected error, please report it: " + e);
            throw e;
        } finally {
            // Hides the progress bar.
            status.showProgress(1, 1);
        }
    }

    /**
     * Does the work.
     *
     * @throws InputException if the user can correct the problem
     * @throws IOException if a file cannot be read or written
     */
    abstract void execute() throws IOException;

    private void fail(Problem problem) {
        String line = problem.line(FijiWords::of);
        // No reason in a macro: ImageJ2 would show it in another dialog, even in batch mode.
        String reason = IJ.isMacro() ? "" : line;
        RunningMacro.fail(name(), line);
        cancel(reason);
    }

    /** Writes one line to ImageJ's Log, or to standard output if there is no window. */
    final void log(String line) {
        IJ.log(name() + ": " + line);
    }

    /** Writes a problem to ImageJ's Log. */
    final void log(Problem problem) {
        log(problem.line(FijiWords::of));
    }

    /** Writes a problem with an image to ImageJ's Log. */
    final void log(String title, Problem problem) {
        log(title + ": " + problem.line(FijiWords::of));
    }

    private String name() {
        return getClass().getAnnotation(Plugin.class).label();
    }

    /** Returns whether the user pressed Esc or Cancel. */
    final boolean isStopped() {
        return isCanceled() || IJ.escapePressed();
    }

    /** Stops the command if the user pressed Esc or Cancel. */
    final void stopIfAsked() {
        if (isStopped()) {
            throw new StoppedException();
        }
    }

    /** Stops the command if the user pressed Esc or Cancel, and logs how much is done. */
    final void stopIfAskedAfter(int done, int all, String things) {
        if (isStopped()) {
            log("stopped after " + done + " of " + all + " " + things + "; what was done is kept");
            stopIfAsked();
        }
    }

    /** Shows the progress and the time left in the status bar, at most ten times a second. */
    final void showProgress(long done, long all, String doing) {
        progress.show(status, done, all, doing);
    }

    /** Shows a line in the status bar. */
    final void showStatus(String line) {
        status.showStatus(line);
    }

    /**
     * Opens an image. In a macro it becomes the active image at once, as with ImageJ's own commands, also in batch
     * mode.
     *
     * @return the value of the command's output parameter, so that ImageJ2 shows the image if no macro runs
     */
    final ImagePlus open(ImagePlus image) {
        if (!IJ.isMacro()) {
            return image;
        }
        image.show();
        MacroImage.activate(image, threads);
        return null;
    }
}
