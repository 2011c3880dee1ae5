package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.comparison.Budget;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.comparison.TrainedNetwork;
import io.github.nucleoscope.comparison.Training;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.model.TinyClassifiers;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFilesTest {

    private static final Training TRAINING = new Training(1, -7, 2);
    private static final TrainingSet DATA = set(6);

    @TempDir
    private Path folder;

    private static TrainingSet set(int crops) {
        return new TrainingSet(new Dataset(List.of("a", "b"), TinyClassifiers.crops(crops).stream()
                .map(crop -> new LabelledCrop(crop, crop.label() % 2)).toList()),
                TinyClassifiers.bare().preparation(), "drawn", List.of());
    }

    private static ComparisonSettings settings(int folds, String... networks) {
        return new ComparisonSettings(ComparisonSettings.networks(List.of(networks)), folds, List.of(-7L),
                new Budget.Epochs(3), true, Recipe.ORIGINAL.settings());
    }

    private ComparisonFiles open() throws IOException {
        return ComparisonFiles.open(folder, DATA, settings(3, "shallow", "vgg11"));
    }

    private static TrainedNetwork random(Random random) {
        EpochRecord first = new EpochRecord(1, random.nextDouble(), Double.NaN, random.nextDouble(), 1 / 3.0, 2e-300,
                Double.POSITIVE_INFINITY, 0, random.nextGaussian());
        return new TrainedNetwork(true, List.of(first), 1, random.nextDouble(), random.nextBoolean(),
                "a \"reason\" <é>", List.of("one", "two\nlines"));
    }

    @Test
    void whatIsKeptIsFoundToTheLastBit() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            TrainedNetwork kept = random(random);
            open().keep(TRAINING, kept, Optional.of(TinyClassifiers.bare()));
            assertEquals(kept, open().find(TRAINING).orElseThrow());
            assertEquals(TinyClassifiers.bare().network().architecture(),
                    open().classifier(TRAINING).network().architecture());
        }
        assertEquals(Optional.empty(), open().find(new Training(0, -7, 2)));
        assertTrue(Files.exists(folder.resolve("trainings/network-2/seed--7-fold-3/training.json")));
    }

    /** A process can be killed after it has written the result and before it has deleted the checkpoint. */
    @Test
    void theCheckpointOfAFinishedTrainingIsDeletedWhenTheFolderIsOpened() throws IOException {
        open().keep(TRAINING, random(new Random(2)), Optional.of(TinyClassifiers.bare()));
        Path left = Files.writeString(folder.resolve("trainings/network-2/seed--7-fold-3/checkpoint.zip"), "left");
        Path unfinished = Files.createDirectories(folder.resolve("trainings/network-1/seed--7-fold-3"))
                .resolve("checkpoint.zip");
        Files.writeString(unfinished, "kept");
        assertTrue(open().find(TRAINING).isPresent());
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(unfinished));
    }

    @Test
    void anotherComparisonIsRefusedInOneLine() throws IOException {
        open();
        assertRefused("network 2", () -> ComparisonFiles.open(folder, DATA, settings(3, "shallow", "vgg13")));
        assertRefused("networks is '2' and not '1'", () -> ComparisonFiles.open(folder, DATA, settings(3, "shallow")));
        assertRefused("folds is '3' and not '2'",
                () -> ComparisonFiles.open(folder, DATA, settings(2, "shallow", "vgg11")));
        assertRefused("hash of the data",
                () -> ComparisonFiles.open(folder, set(8), settings(3, "shallow", "vgg11")));
    }

    private static void assertRefused(String words, Executable opening) {
        InputException e = assertThrows(InputException.class, opening);
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    /** Cut short, or with any byte changed: an IOException that names the file, or the same again. */
    @Test
    void damagedFilesAreNamed() throws IOException {
        open().keep(TRAINING, random(new Random(2)), Optional.empty());
        Path file = folder.resolve("trainings/network-2/seed--7-fold-3/training.json");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            byte[] damaged = whole.clone();
            if (round % 2 == 0) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length - 2));
            } else {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            }
            Files.write(file, damaged);
            try {
                open().find(TRAINING);
            } catch (InputException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                assertTrue(e.getMessage().contains("delete it"), e.getMessage());
            }
        }
        assertTrue(refused >= 100, "refused " + refused);
        Files.write(folder.resolve("comparison.json"), new byte[] {'{'});
        assertThrows(InputException.class, this::open);
    }
}
