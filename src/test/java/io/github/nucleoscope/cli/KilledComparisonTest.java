package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A comparison in a process of its own that is killed (SIGKILL: it cannot write anything any more) and started again
 * ends with the tables of one that was left alone, digit by digit.
 */
@Timeout(300)
class KilledComparisonTest {

    private static final int SIZE = 16;

    @TempDir
    private Path folder;

    private KilledProcesses processes;

    private static List<String> command(Path crops, Path output) {
        return List.of("compare", crops.toString(), "-o", output.toString(), "--size", String.valueOf(SIZE),
                "--network", "4conv3x3 - mp4x4 - o", "4conv3x3 - mp4x4 - drop0.3 - fc4 - o", "--folds", "2", "--seeds",
                "3", "4", "--epochs", "12", "--batch", "4", "--augmentation", "full", "--clip", "5");
    }

    @BeforeEach
    void begin() {
        processes = new KilledProcesses(folder.resolve("log.txt"));
    }

    @AfterEach
    void nothingGoesOn() throws InterruptedException {
        processes.close();
    }

    /** Counts files of a name in a folder from which another process takes files away meanwhile. */
    private static int files(Path output, String name) throws IOException {
        int[] count = {0};
        Files.walkFileTree(output, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.endsWith(name)) {
                    count[0]++;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return count[0];
    }

    /** Returns as soon as this many trainings are finished and another one has a checkpoint. */
    private static void killAfter(Process process, Path output, int trainings) throws Exception {
        while (files(output, "training.json") < trainings || files(output, "checkpoint.zip") == 0) {
            assertFalse(process.waitFor(1, TimeUnit.MILLISECONDS), "it ended by itself");
        }
        process.destroyForcibly();
        process.waitFor();
        assertTrue(files(output, "training.json") < 8, "it was killed after its last training");
        assertFalse(Files.exists(output.resolve("comparison.html")));
    }

    @Test
    void endsWithTheTablesOfOneThatWasLeftAlone() throws Exception {
        Path crops = KilledProcesses.crops(folder, 2, SIZE);
        Path whole = folder.resolve("whole");
        Process alone = processes.start(command(crops, whole));
        Path output = folder.resolve("killed");
        killAfter(processes.start(command(crops, output)), output, 1);
        killAfter(processes.start(command(crops, output)), output, 4);

        Ran other = Ran.nucleoscope(Stream.concat(command(crops, output).stream(), Stream.of("--patience", "5"))
                .toArray());
        assertEquals(2, other.exitCode());
        assertEquals(1, other.err().lines().count(), other.err());
        assertTrue(other.err().contains("holds another comparison, whose patience is '30' and not '5'"), other.err());

        Process last = processes.start(command(crops, output));
        assertEquals(0, last.waitFor(), processes::log);
        assertEquals(0, alone.waitFor(), processes::log);
        assertEquals(0, files(output, "checkpoint.zip"));
        for (String table : List.of("predictions.csv", "pairs.csv")) {
            assertEquals(read(whole.resolve(table)), read(output.resolve(table)), table);
        }
        assertEquals(withoutSeconds(whole.resolve("results.csv")), withoutSeconds(output.resolve("results.csv")));
        assertEquals(1 + 5 * 4, withoutSeconds(output.resolve("results.csv")).size());
        assertTrue(Files.size(output.resolve("comparison.html")) > 10_000);
    }

    private static List<String> withoutSeconds(Path table) {
        return read(table).lines().map(row -> row.substring(0, row.lastIndexOf(','))).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
