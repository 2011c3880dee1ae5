package io.github.nucleoscope.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A model file of format version 1 that every later version must read. Never write it anew: a file that needs it is one
 * that users' files would need too. Its predictions were computed from it by {@code predict.py}, in NumPy.
 */
class ModelFormatOneTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/github/nucleoscope/io");

    record Expected(double[][] predictions) {}

    @Test
    void isReadForEver() throws IOException {
        NucleusClassifier classifier = ModelFile.read(FOLDER.resolve("format-1" + ModelFile.EXTENSION));
        ModelFileTest.assertSame(TinyClassifiers.full(), classifier);
        Expected expected = new Gson().fromJson(Files.readString(FOLDER.resolve("format-1.json")), Expected.class);
        List<Prediction> predictions = TinyClassifiers.predictions(classifier);
        assertEquals(5, expected.predictions().length);
        for (int i = 0; i < predictions.size(); i++) {
            assertArrayEquals(expected.predictions()[i], predictions.get(i).probabilities(), 1e-5);
        }
    }
}
