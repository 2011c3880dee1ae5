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
 * Writes a training down while it goes on. A file that cannot be written, as on a disk that is full, ends the training
 * like a cancellation, so that the best network so far is not lost.
 */
final class TrainingRecorder implements TrainingListener, AutoCloseable {

    /** Where checkpoints go. */
    interface CheckpointWriter {
        /** @param checkpoint makes it; not asked where it is not wanted */
        void write(Supplier<Checkpoint> checkpoint) throws IOException;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private final TrainingListener listener;
    private final HistoryCsv table;
    private final CheckpointWriter writer;
    private InputException failure;

    /**
     * @param listener told everything too
     * @param history the table of the epochs, begun anew
     * @throws InputException where the table cannot be written
     */
    TrainingRecorder(TrainingListener listener, Path history, CheckpointWriter writer) {
        this.listener = listener;
        this.writer = writer;
        table = new HistoryCsv(history);
    }

    /** Writes the epochs that were done before the training was stopped. */
    void repeat(List<EpochRecord> epochs) {
        for (EpochRecord epoch : epochs) {
            table.append(epoch);
        }
    }

    /** What could not be written; its message is one line that names the file. */
    Optional<InputException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void splitDone(List<String> warnings) {
        listener.splitDone(warnings);
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

    /** What comes after the first failure is of no interest. */
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
