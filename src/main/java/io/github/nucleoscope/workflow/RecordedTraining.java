package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.TrainingException;
import io.github.nucleoscope.training.TrainingListener;

/**
 * A training that is recorded while it runs and results in a model. If it ends because a file cannot be written, its
 * best model so far is kept if possible, and the error message says so.
 *
 * @param training trains and informs the listener
 * @param writer writes the model of the training's result
 * @param model the model file
 * @param <R> the result of the training
 */
record RecordedTraining<R>(Function<TrainingListener, R> training, Writer<R> writer, Path model) {

    /** Writes a model. */
    interface Writer<R> {
        void write(R result, Path file) throws IOException;
    }

    /**
     * Trains and writes the model.
     *
     * @param recorder is closed at the end
     * @param start the checkpoint that the training resumes from
     * @throws InputException if a file cannot be written during the training, or as the training throws
     * @throws IOException if the model, or the epochs up to the checkpoint, cannot be written
     */
    R run(TrainingRecorder recorder, Optional<Checkpoint> start) throws IOException {
        R result;
        try (recorder) {
            if (start.isPresent()) {
                recorder.repeat(start.get().history());
            }
            result = training.apply(recorder);
        } catch (TrainingException e) {
            if (recorder.failure().isPresent()) {
                throw ended(recorder.failure().get(), "there is no model yet");
            }
            throw e;
        }
        if (recorder.failure().isPresent()) {
            throw ended(recorder.failure().get(), "the best model so far is " + (isWritten(result) ? "in " + model
                    : "lost"));
        }
        writer.write(result, model);
        return result;
    }

    private static InputException ended(InputException failure, String whatIsLeft) {
        return new InputException(failure.getMessage() + "; training has ended, " + whatIsLeft, failure);
    }

    private boolean isWritten(R result) {
        try {
            writer.write(result, model);
            return true;
        } catch (IOException | InputException e) {
            return false;
        }
    }
}
