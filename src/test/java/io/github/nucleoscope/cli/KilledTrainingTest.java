package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own that is killed (SIGKILL: it cannot write anything any more) three times, and
 * resumed each time, ends with the weights of one that was left alone, bit by bit.
 */
@Timeout(300)
class KilledTrainingTest {

    /** Enough that none of the kills can come after the last. */
    private static final int EPOCHS = 120;
    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    private KilledProcesses processes;

    private static List<String> command(Path crops, Path output, boolean resume) {
        return command(crops, output, resume, 1, EPOCHS, List.of("--patience", String.valueOf(EPOCHS)));
    }

    private static List<String> command(Path crops, Path output, boolean resume, int members, int epochs,
            List<String> more) {
        List<String> command = new ArrayList<>(List.of("train", crops.toString(), "-o", output.toString(), "--size",
                String.valueOf(SIZE), "--network", "4conv3x3 - mp4x4 - drop0.3 - fc8 - o",
                "--members", String.valueOf(members), "--epochs", String.valueOf(epochs),
                "--batch", "4", "--optimiser", "adamw", "--weight-decay", "0.01",
                "--schedule", "cosine", "--warmup", "2", "--learning-rate", "0.002", "--augmentation", "full",
                "--balance", "weights", "--label-smoothing", "0.05", "--clip", "5",
                "--normalise", "CHANNEL"));
        command.addAll(more);
        if (resume) {
            command.add("--resume");
        }
        return command;
    }

    @BeforeEach
    void begin() {
        processes = new KilledProcesses(folder.resolve("log.txt"));
    }

    @AfterEach
    void nothingGoesOn() throws InterruptedException {
        processes.close();
    }

    /** Rows of the table so far, its header among them. */
    private static List<String> table(Path output) throws IOException {
        Path history = output.resolve("history.csv");
        return Files.exists(history) ? Files.readAllLines(history) : List.of();
    }

    /** Waits until the table has this many rows, and then for a share of the time that the last epoch took. */
    private static void killAfter(Process process, Path output, int rows, double share) throws Exception {
        while (table(output).size() < rows) {
            assertFalse(process.waitFor(1, TimeUnit.MILLISECONDS), "it ended by itself");
        }
        List<String> row = List.of(table(output).get(rows - 1).split(","));
        if (rows > 1) {
            double seconds = Double.parseDouble(row.get(row.size() - 1));
            assertFalse(process.waitFor((long) (1e6 * share * seconds), TimeUnit.MICROSECONDS), "it ended by itself");
        }
        process.destroyForcibly();
        process.waitFor();
        assertTrue(table(output).size() <= EPOCHS, "it was killed after its last epoch");
    }

    @Test
    void endsWithTheWeightsOfOneThatWasLeftAlone() throws Exception {
        Path crops = KilledProcesses.crops(folder, 3, SIZE);
        Path whole = folder.resolve("whole");
        Process alone = processes.start(command(crops, whole, false));
        Path output = folder.resolve("killed");

        Random random = new Random(20);
        // In the middle of the first epoch, when there is no checkpoint yet.
        Process process = processes.start(command(crops, output, false));
        killAfter(process, output, 1, 0);
        assertEquals(List.of(), checkpoints(output));
        int rows = 2 + random.nextInt(8);
        for (int kill = 0; kill < 2; kill++) {
            process = processes.start(command(crops, output, true));
            killAfter(process, output, rows, kill == 0 ? 0.5 : random.nextDouble());
            assertEquals(List.of("checkpoint.zip"), checkpoints(output));
            rows = table(output).size() + 2 + random.nextInt(8);
        }
        assertOtherTrainingsAreRefused(crops, output);
        process = processes.start(command(crops, output, true));
        assertEquals(0, process.waitFor(), processes::log);
        assertEquals(0, alone.waitFor(), processes::log);
        String log = processes.log();
        assertTrue(log.contains("there is no checkpoint in " + output + " yet: training starts from the beginning"),
                log);
        assertTrue(log.contains("resuming after epoch"), log);

        Map<String, Network.Weights> expected = weights(whole);
        Map<String, Network.Weights> found = weights(output);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, weights) -> assertArrayEquals(weights.values(), found.get(name).values(), name));
        assertEquals(List.of(), checkpoints(output));
        // Every epoch once, and but for the seconds as in the other training.
        assertEquals(table(whole).stream().map(KilledTrainingTest::withoutSeconds).toList(),
                table(output).stream().map(KilledTrainingTest::withoutSeconds).toList());
        assertEquals(EPOCHS + 1, table(output).size());
        assertNothingIsLeftToResume(crops, output);
    }

    private static void assertNothingIsLeftToResume(Path crops, Path output) {
        Ran again = Ran.nucleoscope(command(crops, output, true).toArray());
        assertEquals(0, again.exitCode());
        assertTrue(again.out().contains("there is nothing to resume"), again.out());
    }

    /**
     * Also the members of an ensemble, killed when a longer training than the first is under way, whose checkpoint
     * keeps the networks of the one before, too.
     */
    @Test
    void soDoesAnEnsemble() throws Exception {
        int quarter = 15;
        List<String> networks = List.of("--classifier", "NETWORK");
        Path crops = KilledProcesses.crops(folder, 2, SIZE);
        Path whole = folder.resolve("whole");
        Process alone = processes.start(command(crops, whole, false, 2, 4 * quarter, networks));
        Path output = folder.resolve("killed");
        // The table begins again with each length: one of a quarter of the epochs has fewer rows.
        killAfter(processes.start(command(crops, output, false, 2, 4 * quarter, networks)), output, quarter + 5, 0.3);
        assertEquals(List.of("checkpoint.zip"), checkpoints(output));
        Process process = processes.start(command(crops, output, true, 2, 4 * quarter, networks));
        assertEquals(0, process.waitFor(), processes::log);
        assertEquals(0, alone.waitFor(), processes::log);
        assertTrue(processes.log().contains("resuming after epoch"), processes.log());

        NucleusClassifier expected = ModelFile.read(model(whole));
        NucleusClassifier found = ModelFile.read(model(output));
        assertEquals(2, found.networks().size());
        for (int m = 0; m < 2; m++) {
            assertArrayEquals(expected.networks().get(m).parameters(), found.networks().get(m).parameters());
        }
        assertEquals(expected.recalibration(), found.recalibration());
        assertEquals(expected.provenance().heldOut(), found.provenance().heldOut());
        assertEquals(expected.provenance().training(), found.provenance().training());
        assertEquals(List.of(), checkpoints(output));
        assertEquals(table(whole).stream().map(KilledTrainingTest::withoutSeconds).toList(),
                table(output).stream().map(KilledTrainingTest::withoutSeconds).toList());
    }

    private static void assertOtherTrainingsAreRefused(Path crops, Path output) {
        List<String> other = command(crops, output, true);
        other.set(other.indexOf("0.002"), "0.003");
        Ran ran = Ran.nucleoscope(other.toArray());
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("whose learning rate is '0.002' and not '0.003'"), ran.err());
        ran = Ran.nucleoscope(command(crops, output, false).toArray());
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("add --resume to continue it, or delete this file"), ran.err());
    }

    private static String withoutSeconds(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }

    private static List<String> checkpoints(Path output) {
        return List.of(output.toFile().list((file, name) -> name.equals("checkpoint.zip")));
    }

    private static Map<String, Network.Weights> weights(Path output) throws IOException {
        return ModelFile.read(model(output)).network().weights();
    }

    private static Path model(Path output) {
        return output.resolve("model.nucleoscope.zip");
    }
}
