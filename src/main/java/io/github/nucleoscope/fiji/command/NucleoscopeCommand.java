package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
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

    /** A mini-batch can be done in a millisecond. */
    private static final long NANOS_BETWEEN_UPDATES = 100_000_000;

    private long shownAt;
    private String shown = "";
    private final TimeLeft timeLeft = new TimeLeft(System::nanoTime);

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

    /** What the Log says of work that was stopped half-way. */
    static String doneOf(int done, int all, String things) {
        return "stopped after " + done + " of " + all + " " + things + "; what was done is kept";
    }

    /** Shows progress in the status bar, with the time that is left; not more often than one can read. */
    final void showProgress(long done, long all, String doing) {
        long now = System.nanoTime();
        if (shownAt != 0 && now - shownAt < NANOS_BETWEEN_UPDATES && done < all && doing.equals(shown)) {
            return;
        }
        shownAt = now;
        shown = doing;
        status.showStatus((int) (1000 * done / Math.max(1, all)), 1000, doing + timeLeft.after(done, all));
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

    /** @throws InputException where there is no image, or it has no pixels */
    static void requireImage(ImagePlus image) {
        if (image == null) {
            throw new InputException("there is no image open: open one first");
        }
        if (image.getWidth() == 0 || image.getHeight() == 0) {
            throw new InputException("the image has no pixels: is an image of the title that was given "
                    + "open?");
        }
    }

    /**
     * The path of a parameter. A macro's {@code key=[]} arrives as an empty file name.
     *
     * @throws InputException where it was left out
     */
    static Path requirePath(File file, String parameter) {
        if (isMissing(file)) {
            throw new InputException("the parameter '" + parameter + "' is missing: give a path");
        }
        return file.toPath();
    }

    /**
     * The folder of a parameter, which need not be there yet.
     *
     * @throws InputException where it was left out, or is a file
     */
    static Path requireFolder(File folder, String parameter) {
        Path path = requirePath(folder, parameter).toAbsolutePath();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InputException(parameter + " '" + folder + "' is a file: give a folder");
        }
        return path;
    }

    /**
     * The table of a parameter; empty where none is wanted. Asked before the work, so that none is done in vain.
     *
     * @throws InputException where it cannot be written
     */
    static Optional<Path> table(File file, String parameter) {
        if (isMissing(file)) {
            return Optional.empty();
        }
        Path path = file.toPath().toAbsolutePath();
        if (Files.isDirectory(path)) {
            throw new InputException(parameter + " '" + file + "' is a folder: give a file");
        }
        if (!Files.isWritable(path.getParent()) || Files.exists(path) && !Files.isWritable(path)) {
            throw new InputException(parameter + " '" + file + "' cannot be written: give a file in a folder"
                    + " that is there and that you may write to");
        }
        return Optional.of(path);
    }

    /** Whether a parameter "channel" leaves the choice to the model. */
    static boolean isModels(String channel) {
        return channel.strip().equals("0");
    }

    /** What a model was trained on, of another channel where the parameter "channel" asks for one. */
    static Signal signal(NucleusClassifier model, String channel) {
        Signal signal = model.preparation().signal();
        return isModels(channel) ? signal : signal.withChannel(new Channel(channel));
    }

    /** Whether a path was left out. */
    static boolean isMissing(File file) {
        return file == null || file.getPath().isBlank();
    }

    /** Whether a text was left out. */
    static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
