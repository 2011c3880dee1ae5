package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a training, of which only the listener is real here, when its files cannot be written. */
class RecordedTrainingTest {

    private static final EpochRecord FIRST = new EpochRecord(1, 1e-3, 1, 0.5, 0.5, 1, 0.5, 0.5, 1);
    private static final EpochRecord SECOND = new EpochRecord(2, 1e-3, 1, 0.5, 0.5, 1, 0.5, 0.5, 1);

    @TempDir
    private Path folder;
    private Path model;

    @BeforeEach
    void inTheFolder() {
        model = folder.resolve("model");
    }

    private TrainingRecorder recorder(TrainingRecorder.CheckpointWriter writer) throws IOException {
        return new TrainingRecorder(TrainingListener.NONE, folder.resolve("history.csv"), writer);
    }

    private TrainingRecorder onAFullDisk() throws IOException {
        return recorder(checkpoint -> {
            throw new IOException("checkpoint: the disk is full");
        });
    }

    /** One epoch; gives whether it was told to stop after that. */
    private static final Function<TrainingListener, String> ONE_EPOCH = listener -> {
        listener.checkpoint(() -> null);
        listener.epochDone(FIRST);
        return listener.isCancelled() ? "stopped" : "complete";
    };

    private RecordedTraining<String> training(Function<TrainingListener, String> training) {
        return new RecordedTraining<>(training, (result, file) -> Files.writeString(file, result), model);
    }

    @Test
    void writesTheModelOfATrainingThatWentWell() throws IOException {
        assertEquals("complete", training(ONE_EPOCH).run(recorder(checkpoint -> {}), Optional.empty()));
        assertEquals("complete", Files.readString(model));
        assertEquals(2, Files.readAllLines(folder.resolve("history.csv")).size());
    }

    @Test
    void repeatsTheEpochsUpToTheCheckpoint() throws IOException {
        Checkpoint start = new Checkpoint(Map.of(), List.of(FIRST), 0, Map.of("parameters", new float[1]));
        training(listener -> {
            listener.epochDone(SECOND);
            return "";
        }).run(recorder(checkpoint -> {}), Optional.of(start));
        assertEquals(3, Files.readAllLines(folder.resolve("history.csv")).size());
    }

    @Test
    void keepsTheBestModelSoFarWhereAFileCannotBeWritten() throws IOException {
        TrainingRecorder recorder = onAFullDisk();
        InputException e = assertThrows(InputException.class,
                () -> training(ONE_EPOCH).run(recorder, Optional.empty()));
        assertEquals("checkpoint: the disk is full; training has ended, the best model so far is in " + model,
                e.getMessage());
        assertEquals("stopped", Files.readString(model));
    }

    @Test
    void saysSoWhereTheModelIsLostToo() throws IOException {
        TrainingRecorder recorder = onAFullDisk();
        RecordedTraining<String> training = new RecordedTraining<>(ONE_EPOCH, (result, file) -> {
            throw new IOException("no room for the model either");
        }, model);
        InputException e = assertThrows(InputException.class, () -> training.run(recorder, Optional.empty()));
        assertEquals("checkpoint: the disk is full; training has ended, the best model so far is lost",
                e.getMessage());
    }

    @Test
    void whatIsWrongWithTheTrainingIsNotHidden() throws IOException {
        TrainingRecorder recorder = recorder(checkpoint -> {});
        InputException refused = new InputException("the checkpoint is of another training");
        assertEquals(refused, assertThrows(InputException.class, () -> training(listener -> {
            throw refused;
        }).run(recorder, Optional.empty())));
        assertTrue(Files.notExists(model));
    }
}
