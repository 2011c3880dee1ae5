package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.TinyClassifiers;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a training while it goes on, and disks that fill up. */
class TrainingFilesTest {

    private static final StartingPoint NETWORK = new StartingPoint.Random(
            Architecture.parse("2conv3x3 - mp4x4 - o"));
    private static final EnsembleSettings SETTINGS = EnsembleSettings.single(Recipe.ORIGINAL,
            Recipe.ORIGINAL.settings().withEpochs(4).withParts(0.2, 0));

    @TempDir
    private Path folder;
    private TrainingFiles files;

    @BeforeEach
    void inTheFolder() {
        files = TrainingFiles.in(folder);
    }

    /** Bright and dark crops of 8x8 pixels. */
    private static TrainingSet data() {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] pixels = new float[64];
            pixels[i] = 50 + 100 * (i % 2);
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, 8, 1), "image" + i, i), i % 2));
        }
        return new TrainingSet(new Dataset(List.of("dark", "bright"), crops), TinyClassifiers.bare().preparation(),
                "drawn", List.of());
    }

    private List<String> names() {
        return List.of(folder.toFile().list()).stream().sorted().toList();
    }

    @Test
    void aFullDiskEndsTheTrainingAndTheBestModelIsKept() throws IOException {
        int[] written = {0};
        TrainingRecorder recorder = new TrainingRecorder(TrainingListener.NONE, files.history(), made -> {
            if (++written[0] == 3) {
                throw new IOException("/disk/checkpoint.zip: cannot be written (No space left on device)");
            }
        });
        InputException e = assertThrows(InputException.class,
                () -> files.train(data(), NETWORK, SETTINGS, Optional.empty(), recorder));
        assertEquals("/disk/checkpoint.zip: cannot be written (No space left on device); training has ended, the best"
                + " model so far is in " + files.model(), e.getMessage());
        assertEquals("3", ModelFile.read(files.model()).provenance().training().get("epochs_run"));
    }

    @Test
    void aFullDiskBeforeTheFirstEpochLeavesNoModel() throws IOException {
        TrainingRecorder recorder = new TrainingRecorder(TrainingListener.NONE, files.history(), made -> {
            throw new IOException("/disk/checkpoint.zip: cannot be written");
        });
        recorder.checkpoint(() -> null);
        InputException e = assertThrows(InputException.class,
                () -> files.train(data(), NETWORK, SETTINGS, Optional.empty(), recorder));
        assertEquals("/disk/checkpoint.zip: cannot be written; training has ended, there is no model yet",
                e.getMessage());
        assertFalse(Files.exists(files.model()));
    }

    @Test
    void aTableThatCannotBeWrittenEndsTheTrainingToo() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no device that is full");
        TrainingFiles onFull = new TrainingFiles(files.model(), full, files.curve(), files.checkpoint());
        InputException e = assertThrows(InputException.class,
                () -> onFull.train(data(), NETWORK, SETTINGS, TrainingListener.NONE));
        assertTrue(e.getMessage().startsWith("/dev/full: cannot be written"), e.getMessage());
        // Already the header cannot be written, before the first epoch.
        assertFalse(Files.exists(files.model()));
    }

    @Test
    void theCheckpointIsThereUntilItIsDeleted() throws IOException {
        assertFalse(files.isComplete());
        assertEquals(Optional.empty(), files.readCheckpoint());
        Files.writeString(folder.resolve(".checkpoint.zip.1f.part"), "left behind by a process that was killed");
        TrainingResult result = files.trainWithCheckpoints(data(), NETWORK, SETTINGS, TrainingListener.NONE,
                Optional.empty());
        assertEquals(List.of("checkpoint.zip", "history.csv", "learning-curve.png", "model.nucleoscope.zip"), names());
        Checkpoint last = files.readCheckpoint().orElseThrow();
        assertEquals(result.history(), last.history());
        assertFalse(files.isComplete());

        // From the last checkpoint nothing is left to train; the files come out as they were.
        List<String> table = Files.readAllLines(files.history());
        assertEquals(5, table.size());
        files.trainWithCheckpoints(data(), NETWORK, SETTINGS, TrainingListener.NONE, Optional.of(last));
        assertEquals(table, Files.readAllLines(files.history()));
        files.deleteCheckpoint();
        assertTrue(files.isComplete());
        assertEquals(List.of("history.csv", "learning-curve.png", "model.nucleoscope.zip"), names());
    }

    /** Nor is the learning curve of an earlier training in the same folder left to be taken for theirs. */
    @Test
    void measurementsHaveNoLearningCurve() throws IOException {
        files.train(data(), NETWORK, SETTINGS, TrainingListener.NONE);
        EnsembleSettings measured = new EnsembleSettings(Recipe.STANDARD, 2, ClassifierKind.MEASUREMENTS,
                SETTINGS.training());
        files.trainWithCheckpoints(data(), NETWORK, measured, TrainingListener.NONE, Optional.empty());
        assertEquals(List.of("model.nucleoscope.zip"), names());
        assertTrue(files.isComplete());
        assertEquals(List.of(), ModelFile.read(files.model()).networks());
        // A later training of a network is not complete before it has an epoch.
        Files.writeString(files.history(), "epoch\n");
        assertFalse(files.isComplete());
    }

    @Test
    void withoutCheckpointsNoneIsWritten() throws IOException {
        files.train(data(), NETWORK, SETTINGS, TrainingListener.NONE);
        assertEquals(List.of("history.csv", "learning-curve.png", "model.nucleoscope.zip"), names());
    }

    @Test
    void tooLittleSpaceIsSaidBeforeTheTraining() {
        TrainingFiles.requireSpace(folder, 100 << 20, 100 << 20);
        String message = assertThrows(InputException.class,
                () -> TrainingFiles.requireSpace(folder, 7 << 20, 100 << 20)).getMessage();
        assertEquals(folder + ": only 7 MB are free on this disk but the checkpoints and the model of this network may"
                + " take 100 MB: free some space or choose another folder", message);
    }
}
