package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.classifier.Prediction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens model files with Python's zipfile, json and numpy ({@code predict.py}) and compares all that it finds. */
class ModelFileInPythonTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    Path folder;

    /**
     * What {@code predict.py} prints.
     *
     * @param arrays those of each member, by name
     * @param members the answers of each member
     * @param predictions the answers of the classifier
     */
    record Report(int format_version, List<String> classes, List<Map<String, Array>> arrays, double[][][] members,
            double[][] predictions) {}

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

    @Test
    void anEnsemble() throws Exception {
        assertPythonAgrees(TinyClassifiers.ensemble());
    }

    /** Of all sizes, without a network: nothing is in 32-bit floats. */
    @Test
    void anyClassifierOfMeasurements() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 4; i++) {
            NucleusClassifier classifier = TinyClassifiers.random(random, 0, 2, 2);
            Report report = assertPythonAgrees(classifier);
            List<Prediction> predictions = TinyClassifiers.predictions(classifier);
            for (int p = 0; p < predictions.size(); p++) {
                assertArrayEquals(report.predictions()[p], predictions.get(p).probabilities(), 1e-12);
            }
        }
    }

    private Report assertPythonAgrees(NucleusClassifier classifier) throws IOException, InterruptedException {
        Path file = folder.resolve("model" + ModelFile.EXTENSION);
        ModelFile.write(classifier, file);
        List<double[]> measurements = TinyClassifiers.crops(classifier).stream()
                .map(crop -> NucleusMeasurements.of(crop, classifier.preparation())).toList();
        Report report = run(file, measurements);
        assertEquals(ModelJson.FORMAT_VERSION, report.format_version());
        assertEquals(classifier.classNames(), report.classes());
        for (int m = 0; m < classifier.members().size(); m++) {
            Member member = classifier.members().get(m);
            assertArrays(MemberJson.arrays(member), report.arrays().get(m));
            if (member instanceof Member.Measured measured) {
                for (int i = 0; i < measurements.size(); i++) {
                    assertArrayEquals(report.members()[m][i], measured.model().probabilities(measurements.get(i)),
                            1e-12);
                }
            }
        }
        List<Prediction> predictions = TinyClassifiers.predictions(classifier);
        for (int i = 0; i < predictions.size(); i++) {
            assertArrayEquals(report.predictions()[i], predictions.get(i).probabilities(), 1e-5);
        }
        return report;
    }

    private static void assertArrays(Map<String, NpyArray> expected, Map<String, Array> found) {
        assertEquals(expected.keySet(), found.keySet());
        for (Map.Entry<String, NpyArray> entry : expected.entrySet()) {
            Array array = found.get(entry.getKey());
            assertArrayEquals(entry.getValue().header().shape(), array.shape());
            double sum = 0;
            if (entry.getValue() instanceof NpyArray.Floats floats) {
                assertEquals("float32", array.dtype());
                for (float value : floats.values()) {
                    sum += value;
                }
            } else if (entry.getValue() instanceof NpyArray.Doubles doubles) {
                assertEquals("float64", array.dtype());
                sum = Arrays.stream(doubles.values()).sum();
            } else {
                assertEquals("int32", array.dtype());
                sum = Arrays.stream(((NpyArray.Ints) entry.getValue()).values()).asLongStream().sum();
            }
            assertEquals(sum, array.sum(), 1e-12 * (1 + Math.abs(sum)));
        }
    }

    /** @param measurements of each crop; NaN becomes null */
    private Report run(Path file, List<double[]> measurements) throws IOException, InterruptedException {
        JsonArray rows = new JsonArray();
        for (double[] nucleus : measurements) {
            JsonArray row = new JsonArray();
            Arrays.stream(nucleus).forEach(value -> row.add(Double.isNaN(value) ? null : value));
            rows.add(row);
        }
        Path table = Files.writeString(folder.resolve("measurements.json"), rows.toString());
        Path script = Path.of("src/test/resources/io/github/nucleoscope/model/predict.py");
        Process process = new ProcessBuilder(PYTHON.toString(), script.toString(), file.toString(), table.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return new Gson().fromJson(output, Report.class);
    }
}
