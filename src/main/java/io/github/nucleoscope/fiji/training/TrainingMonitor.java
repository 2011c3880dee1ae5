package io.github.nucleoscope.fiji.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingListener;

/**
 * Keeps what a training tells, for a window that asks now and then, so that no drawing ever holds the training up. And
 * hands the window's wish to stop back. Thread-safe.
 */
public final class TrainingMonitor implements TrainingListener {

    private final LongSupplier nanoTime;
    private final int mostEpochs;
    private final List<EpochRecord> history = new ArrayList<>();
    private final long started;
    private long batchesDone;
    private long batches;
    private volatile boolean stopRequested;

    /**
     * @param mostEpochs that the training may take, 1 or more
     * @param nanoTime a clock that ticks in nanoseconds, such as {@link System#nanoTime}
     */
    public TrainingMonitor(int mostEpochs, LongSupplier nanoTime) {
        this.mostEpochs = mostEpochs;
        this.nanoTime = nanoTime;
        started = nanoTime.getAsLong();
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

    /** Asks the training to end after the mini-batch that it is at, and to keep its best network. */
    public void requestStop() {
        stopRequested = true;
    }

    /** Whether {@link #requestStop} was called. */
    @Override
    public boolean isCancelled() {
        return stopRequested;
    }

    /** What is known now. */
    synchronized TrainingState state() {
        return new TrainingState(history, mostEpochs, batchesDone, batches, (nanoTime.getAsLong() - started) / 1e9);
    }
}
