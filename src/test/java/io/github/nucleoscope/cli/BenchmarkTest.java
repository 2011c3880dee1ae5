package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
