package io.github.nucleoscope.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nucleoscope.cli.Ran;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch's side of the benchmark, in a real Python; skipped where none with PyTorch is installed. */
class TorchPeerTest {

    private static final Path SCRIPT = Path.of("src/test/python/torch_benchmark.py");

    @TempDir
    private Path folder;

    private static String python() throws IOException, InterruptedException {
        for (String python : List.of("/usr/bin/python3", "python3")) {
            try {
                ProcessBuilder builder = new ProcessBuilder(python, "-c", "import torch")
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
                builder.environment().remove("OPENBLAS_CORETYPE");
                Process process = builder.start();
                if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return python;
                }
            } catch (IOException e) {
                // There is no such Python.
            }
        }
        return Assumptions.abort("there is no Python with PyTorch");
    }

    /** Weights that make every part of the network count, running means and variances too. */
    private static Network network(String notation, TensorShape input) {
        Architecture architecture = Architecture.parse(notation);
        Map<String, Weights> weights = Network.initialise(architecture, input, Standardisation.NONE,
                Initialisation.HE_NORMAL, 1).weights();
        Random random = new Random(2);
        weights.forEach((name, array) -> {
            for (int i = 0; i < array.values().length; i++) {
                if (name.endsWith("_scales") || name.endsWith("_variances")) {
                    array.values()[i] = 0.5f + random.nextFloat();
                } else if (!name.endsWith("_weights")) {
                    array.values()[i] = random.nextFloat() - 0.5f;
                }
            }
        });
        return Network.of(architecture, input, Standardisation.NONE, weights);
    }

    /** It is the same network: strides, overlapping pooling, even kernels, every kind of shortcut, order of inputs. */
    @ParameterizedTest
    @ValueSource(strings = {
        "6conv3x3/2 - bn - mp3x3/2 - res(6conv3x3 - bn - 6conv3x3 - bn) - proj(8conv3x3/2 - bn - 8conv3x3 - bn)"
                + " - gap - o3",
        "5conv4x3 - ap3x5/2 - bn - proj(7conv3x3 - relu - 7conv1x2) - mp2x3 - fc9 - bn - drop0.5 - fc6 - o",
        "4conv5x5 - mp2x2 - pad(6conv3x3/2 - bn - 6conv3x3 - bn) - pad(9conv3x3 - mp3x3/2) - ap2x2 - o2",
        "relu - mp2x2 - bn - 3conv1x1 - bn - relu - res(res(3conv3x3) - ap3x3/1) - gap - fc4 - relu - o",
    })
    void computesTheSameLogits(String notation) throws IOException, InterruptedException {
        TensorShape input = new TensorShape(37, 29, 2);
        Network network = network(notation, input);
        Random random = new Random(3);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            float[] image = new float[input.values()];
            float contrast = 2 * random.nextFloat();
            for (int v = 0; v < image.length; v++) {
                image[v] = contrast * (float) random.nextGaussian();
            }
            images.add(image);
        }
        List<float[]> expected;
        try (Inference inference = new Inference(network)) {
            expected = inference.logits(images);
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        try (TorchPeer peer = new TorchPeer(python(), SCRIPT, network.architecture(), input, 4, 1)) {
            JsonArray logits = peer.ask("logits " + new Gson().toJson(
                    Map.of("weights", network.weights(), "images", images))).getAsJsonArray();
            assertEquals(images.size(), logits.size());
            for (int i = 0; i < images.size(); i++) {
                JsonArray row = logits.get(i).getAsJsonArray();
                assertEquals(expected.get(i).length, row.size());
                for (int unit = 0; unit < row.size(); unit++) {
                    double logit = expected.get(i)[unit];
                    assertEquals(logit, row.get(unit).getAsDouble(), 1e-4 * Math.max(1, Math.abs(logit)),
                            "image " + i + ", unit " + unit);
                    lowest = Math.min(lowest, logit);
                    highest = Math.max(highest, logit);
                }
            }
        }
        assertTrue(highest - lowest > 0.1, "the logits are all alike: " + lowest + " to " + highest);
    }

    @Test
    void theBenchmarkComparesRoundByRound() throws IOException, InterruptedException {
        Path file = folder.resolve("b.json");
        Ran ran = Ran.nucleoscope("benchmark", "--peer", "torch", "--python", python(), "--size", 16, "--batch", 4,
                "--rounds", 2, "--seconds", 0.05, "--threads", 1, "--network", "resnet20@1/8", "2conv3x3 - mp8x8 - o3",
                "--json", file);
        assertEquals(0, ran.exitCode(), ran.err());
        for (var element : JsonParser.parseString(Files.readString(file)).getAsJsonObject()
                .getAsJsonArray("networks")) {
            JsonObject network = element.getAsJsonObject();
            for (String task : List.of("train", "predict")) {
                double own = network.getAsJsonObject(task + "_crops_per_second").get("highest").getAsDouble();
                for (String layout : List.of("", "_channels_last")) {
                    double peer = network.getAsJsonObject("peer_" + task + "_crops_per_second" + layout).get("lowest")
                            .getAsDouble();
                    double ratio = network.getAsJsonObject(task + "_ratio" + layout).get("highest").getAsDouble();
                    assertTrue(own > 0 && peer > 0 && ratio > 0 && ratio <= own / peer * (1 + 1e-9),
                            network.toString());
                }
            }
            String row = "| `" + network.get("network").getAsString() + "` | ";
            long rows = Pattern.compile("(?m)^" + Pattern.quote(row) + "[\\d,.]+ \\|( [\\d,.]+ \\| [\\d,.]+ "
                    + "\\([\\d,.]+ to [\\d,.]+\\) \\|){2}$").matcher(ran.out()).results().count();
            assertEquals(2, rows, ran.out());
        }
        assertTrue(ran.out().contains(", 1 thread\n"), ran.out());
    }

    private void assertOneLine(String problem, Object... more) {
        List<Object> words = new ArrayList<>(List.of("benchmark", "--peer", "torch"));
        words.addAll(List.of(more));
        Ran ran = Ran.nucleoscope(words.toArray());
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(problem), ran.err());
    }

    @Test
    void aMissingPythonOrScriptIsNamed() {
        assertOneLine("no-such-python", "--python", folder.resolve("no-such-python"));
        assertOneLine("no-such.py: there is no such file", "--peer-script", folder.resolve("no-such.py"));
    }

    @Test
    void whatPythonSaysLastIsPassedOn() throws IOException, InterruptedException {
        // A Python without PyTorch says just this.
        Path script = Files.writeString(folder.resolve("script.py"), "import torch_that_is_not_there\n");
        assertOneLine("No module named 'torch_that_is_not_there'", "--peer-script", script, "--python", python());
        for (String answer : List.of("hello, world", "[1,2]", "{}", "7", "null")) {
            Files.writeString(script, "print('" + answer + "')\nimport sys\nsys.stdin.read()\n");
            assertOneLine("answered '" + answer + "'", "--peer-script", script, "--python", python());
        }
    }
}
