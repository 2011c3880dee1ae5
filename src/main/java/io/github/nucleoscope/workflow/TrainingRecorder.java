package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.table.HistoryCsv;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Observation;
import io.github.nucleoscope.training.TrainingListener;

/**
 * Records a training while it runs. If a file cannot be written, for instance because the disk is full, the training
 * ends like a cancelled one, so that the best network so far is not lost.
 */
final class TrainingRecorder implements TrainingListener, AutoCloseable {

    /** Writes checkpoints. */
    interface CheckpointWriter {
        /** @param checkpoint creates the checkpoint; need not be called if none is wanted */
        void write(Supplier<Checkpoint> checkpoint) throws IOException;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private final TrainingListener listener;
    private final Path history;
    private HistoryCsv table;
    private final CheckpointWriter writer;
    private InputException failure;
    /** Whether the table has the epochs from before the training was stopped. */
    private boolean repeated;

    /**
     * Starts a new table of epochs.
     *
     * @param listener receives all events, too
     * @param history file of the table, which is replaced
     * @throws InputException if the table cannot be written
     */
    TrainingRecorder(TrainingListener listener, Path history, CheckpointWriter writer) {
        this.listener = listener;
        this.writer = writer;
        this.history = history;
        table = new HistoryCsv(history);
    }

    /** Writes the epochs from before the training was stopped. */
    void repeat(List<EpochRecord> epochs) {
        for (EpochRecord epoch : epochs) {
            table.append(epoch);
        }
        repeated = true;
    }

    /** Returns the first failure to write a file, in one line that names the file; empty if there was none. */
    Optional<InputException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void splitDone(List<String> warnings) {
        listener.splitDone(warnings);
    }

    /** Begins the table again, unless its epochs are those of the training that is resumed. */
    @Override
    public void begins(int epochs) {
        if (failure == null && !repeated) {
            attempt(() -> {
                table.close();
                table = new HistoryCsv(history);
            });
        }
        repeated = false;
        listener.begins(epochs);
    }

    @Override
    public void batchDone(long done, long all) {
        listener.batchDone(done, all);
    }

    @Override
    public boolean observes(long step) {
        return listener.observes(step);
    }

    @Override
    public void observed(Observation observation) {
        listener.observed(observation);
    }

    @Override
    public void checkpoint(Supplier<Checkpoint> checkpoint) {
        if (failure == null) {
            attempt(() -> writer.write(checkpoint));
        }
    }

    @Override
    public void epochDone(EpochRecord epoch) {
        if (failure == null) {
            attempt(() -> table.append(epoch));
        }
        listener.epochDone(epoch);
    }

    @Override
    public boolean isCancelled() {
        return failure != null || listener.isCancelled();
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            failed(InputException.of(e));
        } catch (InputException e) {
            failed(e);
        }
    }

    /** Keeps only the first failure. */
    private void failed(InputException problem) {
        if (failure == null) {
            failure = problem;
        }
    }

    @Override
    public void close() {
        attempt(table::close);
    }
}
