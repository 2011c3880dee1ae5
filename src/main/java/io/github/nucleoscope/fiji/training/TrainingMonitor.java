package io.github.nucleoscope.fiji.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingListener;

/**
 * Stores the progress of a training for a window that polls it, so that drawing never delays the training, and passes
 * on the window's request to stop. Thread-safe.
 */
public final class TrainingMonitor implements TrainingListener {

    private final LongSupplier nanoTime;
    private final boolean keepsLastEpoch;
    private int maxEpochs;
    private final List<EpochRecord> history = new ArrayList<>();
    private final long started;
    private long batchesDone;
    private long batches;
    private volatile boolean stopRequested;

    /**
     * @param maxEpochs maximum number of epochs, 1 or more
     * @param keepsLastEpoch whether the weights of the last epoch are kept, however well it was validated
     * @param nanoTime a clock that ticks in nanoseconds, such as {@link System#nanoTime}
     */
    public TrainingMonitor(int maxEpochs, boolean keepsLastEpoch, LongSupplier nanoTime) {
        this.maxEpochs = maxEpochs;
        this.keepsLastEpoch = keepsLastEpoch;
        this.nanoTime = nanoTime;
        started = nanoTime.getAsLong();
    }

    @Override
    public synchronized void begins(int epochs) {
        maxEpochs = epochs;
        history.clear();
    }

    @Override
    public synchronized void batchDone(long done, long all) {
        batchesDone = done;
        batches = all;
    }

    @Override
    public synchronized void epochDone(EpochRecord epoch) {
        history.add(epoch);
    }

    /** Asks the training to stop after the current mini-batch and to keep its best network. */
    public void requestStop() {
        stopRequested = true;
    }

    /** Returns whether {@link #requestStop} was called. */
    @Override
    public boolean isCancelled() {
        return stopRequested;
    }

    /** Returns the current state. */
    synchronized TrainingState state() {
        return new TrainingState(history, maxEpochs, keepsLastEpoch, batchesDone, batches,
                (nanoTime.getAsLong() - started) / 1e9);
    }
}
