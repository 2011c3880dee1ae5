package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.Test;

/**
 * Model files of earlier format versions that every later version must read. Never write them anew: a file that needs
 * it is one that users' files would need too.
 */
class ModelFormatsTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/github/nucleoscope/model");

    record Expected(double[][] predictions) {}

    /** Its predictions were computed from it by {@code predict.py}, in NumPy. */
    @Test
    void versionOneIsReadForEver() throws IOException {
        NucleusClassifier classifier = ModelFile.read(FOLDER.resolve("format-1" + ModelFile.EXTENSION));
        ModelFileTest.assertSame(TinyClassifiers.full(), classifier);
        Expected expected = new Gson().fromJson(Files.readString(FOLDER.resolve("format-1.json")), Expected.class);
        List<Prediction> predictions = TinyClassifiers.predictions(classifier);
        assertEquals(5, expected.predictions().length);
        for (int i = 0; i < predictions.size(); i++) {
            assertArrayEquals(expected.predictions()[i], predictions.get(i).probabilities(), 1e-5);
        }
    }

    /** It knew stains and names of channels, but not yet that a network can find nuclei. */
    @Test
    void versionTwoIsReadForEver() throws IOException {
        NucleusClassifier full = TinyClassifiers.full();
        Preparation prepared = full.preparation();
        ModelFileTest.assertSame(new NucleusClassifier(full.network(), full.classes(), new Preparation(prepared.crops(),
                Optional.of(Segmentation.classical(
                        SegmentationSettings.DEFAULT.withMethod("Otsu").withArea(12, 3456))),
                prepared.pixelSize(), new Signal(new Channel("DAPI"), Colour.of("Giemsa"))), full.provenance()),
                ModelFile.read(FOLDER.resolve("format-2" + ModelFile.EXTENSION)));
    }

    /** It knew no networks but Nucleoscope's own. */
    @Test
    void versionThreeIsReadForEver() throws IOException {
        NucleusClassifier full = TinyClassifiers.full();
        Preparation prepared = full.preparation();
        ModelFileTest.assertSame(new NucleusClassifier(full.network(), full.classes(), new Preparation(prepared.crops(),
                Optional.of(new Segmentation(Method.AUTOMATIC, SegmentationSettings.DEFAULT.withArea(12, 3456),
                        Optional.of(SegmentationNetwork.builtIn("0a".repeat(32))))),
                prepared.pixelSize(), new Signal(new Channel("DAPI"), Colour.LUMINANCE)), full.provenance()),
                ModelFile.read(FOLDER.resolve("format-3" + ModelFile.EXTENSION)));
    }
}
