package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark by the command line. */
class BenchmarkTest {

    @TempDir
    private Path folder;

    @Test
    void benchmarkMeasuresTrainingAndPrediction() throws IOException {
        Ran ran = Ran.nucleoscope("benchmark", "--network", TinyModel.NETWORK, "fc3 - o", "--size", 16, "--batch", 8,
                "--rounds", 2, "--seconds", 0.1, "--json", folder.resolve("b.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = TinyModel.json(folder.resolve("b.json"));
        assertEquals(16, result.get("size").getAsInt());
        assertEquals(1, result.get("channels").getAsInt());
        assertEquals(8, result.get("batch").getAsInt());
        assertTrue(ran.out().contains("16x16 crops, mini-batches of 8, 2 rounds of 0.1 s"), ran.out());
        JsonArray networks = result.getAsJsonArray("networks");
        assertEquals(2, networks.size());
        assertEquals(TinyModel.NETWORK, networks.get(0).getAsJsonObject().get("network").getAsString());
        assertEquals("fc3 - o", networks.get(1).getAsJsonObject().get("network").getAsString());
        for (JsonElement network : networks) {
            for (String what : List.of("train", "predict")) {
                JsonObject speed = network.getAsJsonObject().getAsJsonObject(what + "_crops_per_second");
                assertTrue(speed.get("lowest").getAsDouble() > 0, result.toString());
                // The text has the same speeds, rounded.
                String median = String.format(Locale.ROOT, "%,.0f", speed.get("median").getAsDouble());
                assertTrue(ran.out().lines().anyMatch(line -> line.matches(" +" + what + " +" + median + " \\(.*")),
                        ran.out());
            }
        }
    }

    @Test
    void cropsOfSeveralChannels() throws IOException {
        Ran ran = Ran.nucleoscope("benchmark", "--network", "2conv3x3 - gap - o", "--input", "16x16x3", "--size", 16,
                "--batch", 8, "--rounds", 1, "--seconds", 0.05, "--json", folder.resolve("b.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = TinyModel.json(folder.resolve("b.json"));
        assertEquals(16, result.get("size").getAsInt());
        assertEquals(3, result.get("channels").getAsInt());
        assertTrue(ran.out().contains("16x16x3 crops, mini-batches of 8, 1 rounds of 0.05 s"), ran.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--input 64x64x3 --size 32 | --input 64x64x3 and --size 32 contradict each other: give one of them",
        "--input 64x48x3 | --input must be a square, such as 64x64x3, and not 64x48x3",
        "--input 4x4x3 | --size, or the sides of --input, 8 to 1024",
        "--size 4 | --size, or the sides of --input, 8 to 1024",
        "--size 0 | --size must be 8 to 1024",
        "--input 64 | '64' is not a shape",
    })
    void aCropThatCannotBeIsRefusedInOneLine(String options, String message) {
        List<Object> words = new ArrayList<>(List.of("benchmark"));
        words.addAll(List.of(options.split(" ")));
        Ran ran = Ran.nucleoscope(words.toArray());
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
    }
}
