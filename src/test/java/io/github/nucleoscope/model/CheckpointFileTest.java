package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFileTest {

    @TempDir
    Path folder;

    private static Checkpoint random(Random random) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("network", "2conv3x3 - o");
        identity.put("a \"name\" of é and 細", "line\nbreak " + random.nextInt());
        List<EpochRecord> history = new ArrayList<>();
        for (int epoch = 1 + random.nextInt(5); epoch > 0; epoch--) {
            history.add(new EpochRecord(history.size() + 1, real(random), real(random), real(random), real(random),
                    real(random), real(random), real(random), real(random)));
        }
        int best = random.nextInt(history.size() + 1);
        int length = 1 + random.nextInt(20_000);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (String name : best > 0 ? List.of("parameters", "average", "best", "optimiser_mean") : List.of("parameters",
                "average")) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            arrays.put(name, values);
        }
        return new Checkpoint(identity, history, best, arrays);
    }

    private static double real(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.MIN_VALUE;
            default -> random.nextGaussian() * Math.exp(10 * random.nextGaussian());
        };
    }

    private static void assertSame(Checkpoint expected, Checkpoint found) {
        assertEquals(expected.identity(), found.identity());
        assertEquals(expected.history(), found.history());
        assertEquals(expected.bestEpoch(), found.bestEpoch());
        assertEquals(List.copyOf(expected.arrays().keySet()), List.copyOf(found.arrays().keySet()));
        expected.arrays().forEach((name, values) -> assertArrayEquals(values, found.arrays().get(name), name));
    }

    private static String refusal(Path file) {
        String message = assertThrows(InputException.class, () -> CheckpointFile.read(file)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file.toString()) && message.contains("delete it and train from the start"),
                message);
        return message;
    }

    @Test
    void everyBitComesBack() throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            Checkpoint checkpoint = random(random);
            CheckpointFile.write(checkpoint, file);
            assertSame(checkpoint, CheckpointFile.read(file));
        }
        assertEquals(List.of("checkpoint.zip"), Arrays.asList(folder.toFile().list()));
    }

    @Test
    void everyTruncationIsRefusedOrHarmless() throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        Checkpoint checkpoint = random(new Random(2));
        CheckpointFile.write(checkpoint, file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            refused += isRefused(file, checkpoint) ? 1 : 0;
        }
        assertTrue(refused > 280, "refused " + refused);
    }

    @Test
    void everyChangedByteIsRefusedOrHarmless() throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        Checkpoint checkpoint = random(new Random(4));
        CheckpointFile.write(checkpoint, file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] changed = whole.clone();
            // The first bytes are the JSON, which is the harder part to get right.
            int at = random.nextInt(round % 2 == 0 ? 1500 : whole.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, changed);
            refused += isRefused(file, checkpoint) ? 1 : 0;
        }
        assertTrue(refused > 900, "refused " + refused);
    }

    /** What is not refused must be the checkpoint as it was: time stamps and the table at the end decide nothing. */
    private static boolean isRefused(Path file, Checkpoint expected) throws IOException {
        try {
            assertSame(expected, CheckpointFile.read(file));
            return false;
        } catch (InputException e) {
            refusal(file);
            return true;
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        refusal(folder.resolve("none.zip"));
        refusal(Files.writeString(folder.resolve("text.zip"), "no zip at all, but more than twenty-two bytes"));
        refusal(Files.createFile(folder.resolve("empty.zip")));
        Path model = folder.resolve("model" + ModelFile.EXTENSION);
        ModelFile.write(TinyClassifiers.bare(), model);
        assertTrue(refusal(model).contains("does not begin with checkpoint.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"format_version\": 2  | \"format_version\": 3  | reads 2: update Nucleoscope",
        "Nucleoscope checkpoint | another               | 'format' is 'another' and not",
        "\"parameters\": 2      | \"parameters\": 2147483647 | it is shorter than",
        "\"parameters\": 2      | \"parameters\": -1    | it is shorter than",
        "\"parameters\": 2      | \"parameters\": 1     | the array has the shape (2,) where (1,) is needed",
        "\"best_epoch\": 1      | \"best_epoch\": 2     | the checkpoint's best epoch is 2 of 1",
        "\"best_epoch\": 1      | \"best_epoch\": 0     | its weights are present",
        "\"epoch\": 1           | \"epoch\": 3          | epoch 3 in place of epoch 1",
        "\"seconds\": 0.5       | \"seconds\": \"x\"    | 'history[0].seconds' is \"x\" and not",
        "\"seconds\": 0.5       | \"hours\": 0.5        | 'history[0].seconds' is missing",
        "\"average\"            | \"mean\"              | 'arrays/mean.npy' is missing",
        "\"network\": \"o\"     | \"network\": 5        | 'identity.network' is 5 and not a text",
        "\"history\"            | \"story\"             | 'history' is missing",
        "}                      | ]                     | checkpoint.json is not JSON",
    })
    void aWrongFieldIsNamed(String good, String bad, String message) throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (String name : List.of("parameters", "average", "best")) {
            arrays.put(name, new float[] {1, 2});
        }
        CheckpointFile.write(new Checkpoint(Map.of("network", "o"),
                List.of(new EpochRecord(1, 1, 1, 1, 1, 1, 1, 1, 0.5)), 1, arrays), file);
        byte[] whole = Files.readAllBytes(file);
        // The archive again with another JSON text, whose CRC is right.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(whole)); ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals("checkpoint.json")) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    int at = text.lastIndexOf(good);
                    assertTrue(at >= 0, good + " in " + text);
                    content = (text.substring(0, at) + bad + text.substring(at + good.length()))
                            .getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
            }
        }
        Files.write(file, bytes.toByteArray());
        assertTrue(refusal(file).contains(message), refusal(file));
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Path file = folder.resolve("missing").resolve("checkpoint.zip");
        String message = assertThrows(InputException.class,
                () -> CheckpointFile.write(random(new Random(1)), file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertEquals(1, message.lines().count());
    }
}
