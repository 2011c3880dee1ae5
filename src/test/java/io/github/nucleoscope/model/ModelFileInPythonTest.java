package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.network.Network.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens model files with Python's zipfile, json and numpy ({@code predict.py}) and compares all that it finds. */
class ModelFileInPythonTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    Path folder;

    /** What {@code predict.py} prints. */
    record Report(int format_version, List<String> classes, Map<String, Array> weights, double[][] predictions) {}

    record Array(long[] shape, String dtype, double sum) {}

    @BeforeAll
    static void requirePython() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "there is no " + PYTHON);
        assumeTrue(new ProcessBuilder(PYTHON.toString(), "-c", "import numpy").start().waitFor() == 0, "no numpy");
    }

    @Test
    void softmax() throws Exception {
        assertPythonAgrees(TinyClassifiers.full());
    }

    @Test
    void sigmoid() throws Exception {
        assertPythonAgrees(TinyClassifiers.bare());
    }

    private void assertPythonAgrees(NucleusClassifier classifier) throws IOException, InterruptedException {
        Path file = folder.resolve("model" + ModelFile.EXTENSION);
        ModelFile.write(classifier, file);
        Report report = run(file);
        assertEquals(ModelJson.FORMAT_VERSION, report.format_version());
        assertEquals(classifier.classNames(), report.classes());
        assertEquals(classifier.network().weights().keySet(), report.weights().keySet());
        for (Map.Entry<String, Weights> entry : classifier.network().weights().entrySet()) {
            Array array = report.weights().get(entry.getKey());
            assertArrayEquals(entry.getValue().shape(), array.shape());
            assertEquals("float32", array.dtype());
            double sum = 0;
            for (float value : entry.getValue().values()) {
                sum += value;
            }
            assertEquals(sum, array.sum(), 1e-12);
        }
        List<Prediction> predictions = TinyClassifiers.predictions(classifier);
        for (int i = 0; i < predictions.size(); i++) {
            assertArrayEquals(report.predictions()[i], predictions.get(i).probabilities(), 1e-5);
        }
    }

    private static Report run(Path file) throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/io/github/nucleoscope/model/predict.py");
        Process process = new ProcessBuilder(PYTHON.toString(), script.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return new Gson().fromJson(output, Report.class);
    }
}
