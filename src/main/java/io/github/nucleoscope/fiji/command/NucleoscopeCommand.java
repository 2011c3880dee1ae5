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
 * What all commands share: problems become visible and stop a running macro, progress shows in the status bar, and
 * Esc or Cancel ends the work.
 *
 * <p>ImageJ2 lets a macro run on after a command that was cancelled or that threw, and says nothing of it without a
 * window. Here a problem is written to the Log, and the macro stops.
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
            // Takes the progress bar away.
            status.showProgress(1, 1);
        }
    }

    /**
     * Does the work.
     *
     * @throws InputException where the user can mend it
     * @throws IOException where a file cannot be read or written
     */
    abstract void execute() throws IOException;

    private void fail(Problem problem) {
        String line = problem.line(FijiWords::of);
        // In a macro no reason: ImageJ2 would show it in a dialog, a second one or one that batch mode must not have.
        String reason = IJ.isMacro() ? "" : line;
        RunningMacro.fail(name(), line);
        cancel(reason);
    }

    /** Writes one line to ImageJ's Log; to standard output where there is no window. */
    final void log(String line) {
        IJ.log(name() + ": " + line);
    }

    /** Writes what is wrong to ImageJ's Log. */
    final void log(Problem problem) {
        log(problem.line(FijiWords::of));
    }

    /** Writes what is wrong with an image to ImageJ's Log. */
    final void log(String title, Problem problem) {
        log(title + ": " + problem.line(FijiWords::of));
    }

    private String name() {
        return getClass().getAnnotation(Plugin.class).label();
    }

    /** Whether the user pressed Esc or Cancel. */
    final boolean isStopped() {
        return isCanceled() || IJ.escapePressed();
    }

    /** Ends the command where the user pressed Esc or Cancel. */
    final void stopIfAsked() {
        if (isStopped()) {
            throw new StoppedException();
        }
    }

    /** Ends the command where the user stopped its work half-way, and says how much of it is done. */
    final void stopIfAskedAfter(int done, int all, String things) {
        if (isStopped()) {
            log("stopped after " + done + " of " + all + " " + things + "; what was done is kept");
            stopIfAsked();
        }
    }

    /** Shows progress in the status bar, with the time that is left; not more often than one can read. */
    final void showProgress(long done, long all, String doing) {
        progress.show(status, done, all, doing);
    }

    /** Shows a line in the status bar. */
    final void showStatus(String line) {
        status.showStatus(line);
    }

    /**
     * Opens an image. In a macro it becomes the active image here and now, as ImageJ's own commands do it, in batch
     * mode too.
     *
     * @return what the command's output parameter must be, so that ImageJ2 shows the image where there is no macro
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
