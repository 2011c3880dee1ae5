package io.github.nucleoscope.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a command and the time left: a bar on a terminal, otherwise a line every 10 s. */
public final class Progress implements FileProgress, TrainingListener, AutoCloseable {

    private static final long SECONDS_BETWEEN_LINES = 10;

    private final String task;
    private final PrintWriter err;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private ProgressBar bar;
    private long lastLine = started;
    /** Mini-batches done before this process: a training may have been resumed; -1 before the first. */
    private long batchesBefore = -1;
    private long batchesDone;
    private long batches;

    public Progress(String task, PrintWriter err) {
        this.task = task;
        this.err = err;
        terminal = System.console() != null;
    }

    @Override
    public void fileDone(int done, int all, Path file) {
        show(done, all);
    }

    @Override
    public void splitDone(List<String> warnings) {
        warnings.forEach(warning -> err.println("nucleoscope: warning: " + warning));
    }

    @Override
    public void batchDone(long done, long all) {
        if (batchesBefore < 0) {
            batchesBefore = done - 1;
        }
        batchesDone = done;
        batches = all;
        if (terminal) {
            show(done, all);
        }
    }

    @Override
    public void epochDone(EpochRecord epoch) {
        String figures = String.format(Locale.ROOT, "epoch %d: loss %.3f", epoch.epoch(), epoch.trainLoss());
        if (!Double.isNaN(epoch.validationLoss())) {
            figures += String.format(Locale.ROOT, ", validation loss %.3f, balanced accuracy %.3f",
                    epoch.validationLoss(), epoch.validationBalancedAccuracy());
        }
        if (terminal) {
            bar.setExtraMessage(figures);
        } else {
            err.println(figures + "; at most " + secondsLeft(batchesDone - batchesBefore,
                    batches - batchesBefore, seconds()) + " s left");
        }
    }

    @Override
    public void begins(int epochs) {
        if (!terminal) {
            err.println("training for at most " + epochs + " epochs");
        }
    }

    @Override
    public boolean isCancelled() {
        return Interruption.isRequested();
    }

    public void show(long done, long all) {
        if (terminal) {
            if (bar == null) {
                bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(all)
                        .setStyle(ProgressBarStyle.ASCII).startsFrom(done, Duration.ZERO).build();
            }
            bar.stepTo(done);
            return;
        }
        long now = System.nanoTime();
        // The time left is not known before something is done.
        if (now - lastLine >= TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES) && done > 0 && done < all) {
            lastLine = now;
            err.println(line(task, done, all, seconds()));
        }
    }

    static String line(String task, long done, long all, double seconds) {
        return task + ": " + done + " of " + all + " (" + 100 * done / all + " %), " + secondsLeft(done, all, seconds)
                + " s left";
    }

    private static long secondsLeft(long done, long all, double seconds) {
        return Math.round(seconds / done * (all - done));
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
