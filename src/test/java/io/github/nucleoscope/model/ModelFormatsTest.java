package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import ij.ImagePlus;
import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.learned.LearnedFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Model files of earlier format versions that every later version must read. Never write them anew: a file that needs
 * it is one that users' files would need too.
 */
class ModelFormatsTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/github/nucleoscope/model");
    private static final Path FIELD = Path.of("test-images/images/field_07.tif");

    record Expected(double[][] predictions) {}

    /** Its predictions were computed from it by {@code predict.py}, in NumPy. */
    @Test
    void versionOneIsReadForEver() throws IOException {
        NucleusClassifier classifier = ModelFile.read(FOLDER.resolve("format-1" + ModelFile.EXTENSION));
        ModelFileTest.assertSame(TinyClassifiers.withoutViews(), classifier);
        assertPredictions("format-1.json", classifier);
    }

    private static void assertPredictions(String file, NucleusClassifier classifier) throws IOException {
        Expected expected = new Gson().fromJson(Files.readString(FOLDER.resolve(file)), Expected.class);
        List<Prediction> predictions = TinyClassifiers.predictions(classifier);
        assertEquals(5, expected.predictions().length);
        for (int i = 0; i < predictions.size(); i++) {
            assertArrayEquals(expected.predictions()[i], predictions.get(i).probabilities(), 1e-5);
        }
    }

    /** It knew stains and names of channels, but not yet that a network can find nuclei. */
    @Test
    void versionTwoIsReadForEver() throws IOException {
        NucleusClassifier full = TinyClassifiers.withoutViews();
        Preparation prepared = full.preparation();
        ModelFileTest.assertSame(new NucleusClassifier(full.network(), full.classes(), new Preparation(prepared.crops(),
                Optional.of(Segmentation.classical(
                        SegmentationSettings.DEFAULT.withThreshold("Otsu").withArea(12, 3456))),
                prepared.pixelSize(), new Signal(new Channel("DAPI"), Colour.of("Giemsa"))), full.provenance()),
                ModelFile.read(FOLDER.resolve("format-2" + ModelFile.EXTENSION)));
    }

    /** It knew no networks but Nucleoscope's own. */
    @Test
    void versionThreeIsReadForEver() throws IOException {
        NucleusClassifier full = TinyClassifiers.withoutViews();
        Preparation prepared = full.preparation();
        ModelFileTest.assertSame(new NucleusClassifier(full.network(), full.classes(), new Preparation(prepared.crops(),
                Optional.of(new Segmentation(Method.AUTOMATIC, SegmentationSettings.DEFAULT.withArea(12, 3456),
                        Optional.of(SegmentationNetwork.builtIn("0a".repeat(32))))),
                prepared.pixelSize(), new Signal(new Channel("DAPI"), Colour.LUMINANCE)), full.provenance()),
                ModelFile.read(FOLDER.resolve("format-3" + ModelFile.EXTENSION)));
    }

    /**
     * Version 132da26 wrote it: {@code train points.csv --images images --segmentation-model own.nucleoscope.zip
     * --min-area 40 --drop-border --network "4conv3x3 - mp4x4 - fc8 - o" --size 32 --epochs 8 --learning-rate 0.003},
     * with fields 1 to 6 of the test images and their points, and segmentation-format-1 as the user's own network. The
     * table is what its {@code classify} wrote of field 7.
     */
    @Test
    void versionFourIsReadForEver() throws IOException {
        NucleusClassifier classifier = ModelFile.read(FOLDER.resolve("format-4" + ModelFile.EXTENSION));
        assertEquals(List.of("clumped", "fine"), classifier.classNames());
        // It classified every crop as it is.
        assertFalse(classifier.testTimeAugmentation());
        Segmentation segmentation = classifier.preparation().segmentation().orElseThrow();
        assertEquals(Method.LEARNED, segmentation.method());
        assertEquals(SegmentationSettings.DEFAULT.withArea(40, Integer.MAX_VALUE).withKeepBorder(false),
                segmentation.settings());
        assertArrayEquals(Files.readAllBytes(segmentationModel(1)),
                OwnNetwork.bytes(segmentation.userFile().orElseThrow()));
        SegmentationNetwork network = segmentation.network().orElseThrow();
        assertEquals("daa4f83a6e0c9bc1bb380377818c6bb2d6d66920ead2928bf1f03580e8b7b56c", network.sha256());
        IdentifiedModel opened = network.opened().orElseThrow();
        assertEquals(network.sha256(), opened.sha256());

        ImagePlus image = ImageFiles.read(FIELD);
        ClassifiedImage classified;
        try (NucleusFinder finder = new LearnedFinder(opened.model(), segmentation.settings(), false);
                ImageClassifier images = new ImageClassifier(classifier)) {
            classified = images.classify("field_07.tif", Planes.of(image, 1), Planes.pixelSize(image), finder);
        }
        List<String[]> rows = rows("format-4.csv");
        assertEquals(rows.size(), classified.nuclei().size());
        for (int i = 0; i < rows.size(); i++) {
            Prediction prediction = classified.nuclei().get(i).prediction();
            assertEquals(rows.get(i)[2], classifier.classNames().get(prediction.classIndex()));
            assertEquals(Double.parseDouble(rows.get(i)[4]), prediction.probabilities()[0], 0.01);
        }
    }

    /**
     * It knew channels of crops, what their values mean, and test-time augmentation; a classifier was one network.
     * Version f7f152b wrote it. Its predictions were computed from it by {@code predict.py}, in NumPy.
     */
    @Test
    void versionFiveIsReadForEver() throws IOException {
        NucleusClassifier full = TinyClassifiers.full();
        Preparation prepared = full.preparation();
        CropSettings crops = new CropSettings(TinyClassifiers.CROP, CropSettings.Scale.FIXED,
                CropSettings.Background.ZERO, Normalisation.JOINT,
                new ChannelSelection.Listed(List.of(new Channel("DAPI"))),
                new Photometry.Linear(Map.of(8, Photometry.Scale.EIGHT_BITS, 16,
                        new Photometry.Scale(4095, 12.5, 3000))), CropSettings.Centre.POINT);
        NucleusClassifier classifier = ModelFile.read(FOLDER.resolve("format-5" + ModelFile.EXTENSION));
        ModelFileTest.assertSame(full.with(new Preparation(crops, prepared.segmentation(), prepared.pixelSize(),
                new Signal(new Channel("DAPI"), Colour.LUMINANCE),
                Optional.of(new ImageKind(false, 2, List.of("DAPI", "actin"))))), classifier);
        assertPredictions("format-5.json", classifier);
    }

    /**
     * It knew members and measurements, but neither how large the training nuclei are, nor that debris may be left out
     * and a diameter given. Version e94c17d wrote it.
     */
    @Test
    void versionSixIsReadForEver() throws IOException {
        NucleusClassifier ensemble = TinyClassifiers.ensemble();
        Preparation known = ensemble.preparation();
        ModelFileTest.assertSame(ensemble.with(new Preparation(known.crops(), known.segmentation(), known.pixelSize(),
                known.signal(), known.images())), ModelFile.read(FOLDER.resolve("format-6" + ModelFile.EXTENSION)));
    }

    private static Path segmentationModel(int version) {
        return FOLDER.resolve("segmentation-format-" + version + ModelFile.EXTENSION);
    }

    private static List<String[]> rows(String table) throws IOException {
        return Files.readAllLines(FOLDER.resolve(table)).stream().skip(1).map(row -> row.split(",")).toList();
    }

    static Stream<Arguments> segmentationModels() {
        return Stream.of(
                // It knew neither channels nor stains,
                Arguments.of(1, Signal.FIRST),
                // it knew channels,
                Arguments.of(2, new Signal(new Channel("DAPI"), Colour.LUMINANCE)),
                // and it both.
                Arguments.of(3, new Signal(Channel.FIRST, Colour.RED)));
    }

    /**
     * Version 132da26 wrote that of format 3: {@code train-segmentation images labels --network "4conv3x3 - bn -
     * res(mp2x2 - 8conv3x3 - bn - res(mp2x2 - 8conv3x3 - bn - 8conv3x3 - bn - 8conv1x1 - bn - up2x2) - 8conv3x3 - bn -
     * 4conv1x1 - bn - up2x2) - 4conv3x3 - bn - map2" --epochs 60 --crop 64 --validation 0 --stain red}, with fields 1
     * to 6 of the test images made RGB. Formats 1 and 2 are that with the fields that they did not know left out of
     * {@code model.json}, and another channel; versions 5234c4d and 0e3248e, which wrote these formats, write the same
     * bytes of what they read from them. The table is what {@code segment --measurements} of version 132da26 found in
     * field 7 by each of the three; areas in square micrometres, of pixels of 0.5.
     */
    @ParameterizedTest
    @MethodSource("segmentationModels")
    void everyVersionOfAModelThatFindsNucleiIsReadForEver(int version, Signal signal) throws IOException {
        SegmentationModel model = SegmentationModelFile.read(segmentationModel(version));
        assertEquals(signal, model.signal());
        assertEquals(14, model.diameter());
        assertEquals("60", model.provenance().training().get("epochs"));
        SegmentedPlane found;
        try (NucleusFinder finder = new LearnedFinder(model, SegmentationSettings.DEFAULT, true)) {
            found = finder.find(Planes.of(ImageFiles.read(FIELD), 1).get(0));
        }
        List<String[]> rows = rows("segmentation-formats.csv");
        assertEquals(rows.size(), found.nuclei().size());
        for (int i = 0; i < rows.size(); i++) {
            Nucleus nucleus = found.nuclei().get(i);
            assertEquals(Integer.parseInt(rows.get(i)[0]), nucleus.label());
            // Another processor rounds elsewhere.
            assertEquals(Double.parseDouble(rows.get(i)[3]) / 0.25, nucleus.area(), 2);
        }
    }
}
