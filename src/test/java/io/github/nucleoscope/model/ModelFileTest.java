package io.github.nucleoscope.model;

import static io.github.nucleoscope.model.EditedModel.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.measurement.classifier.DecisionTree;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForest;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file is read as it was written, and nothing else is read as one. */
class ModelFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private EditedModel model;

    @BeforeEach
    void writeModel() throws IOException {
        file = folder.resolve("model.nucleoscope.zip");
        model = new EditedModel(file);
        ModelFile.write(TinyClassifiers.full(), file);
    }

    static void assertSame(NucleusClassifier expected, NucleusClassifier actual) {
        assertEquals(expected.classes(), actual.classes());
        assertEquals(expected.preparation(), actual.preparation());
        assertEquals(expected.testTimeAugmentation(), actual.testTimeAugmentation());
        assertEquals(expected.recalibration(), actual.recalibration());
        assertArrayEquals(ownNetwork(expected), ownNetwork(actual));
        assertEquals(expected.provenance(), actual.provenance());
        assertEquals(expected.members().size(), actual.members().size());
        for (int i = 0; i < expected.members().size(); i++) {
            assertSame(expected.members().get(i), actual.members().get(i));
        }
    }

    private static void assertSame(Member expected, Member actual) {
        assertEquals(expected.getClass(), actual.getClass());
        if (expected instanceof Member.Net net) {
            assertSame(net.network(), ((Member.Net) actual).network());
            return;
        }
        MeasurementModel found = ((Member.Measured) actual).model();
        if (((Member.Measured) expected).model() instanceof RandomForest forest) {
            assertSame(forest, (RandomForest) found);
        } else {
            assertSame((LogisticRegression) ((Member.Measured) expected).model(), (LogisticRegression) found);
        }
    }

    private static void assertSame(Network expected, Network actual) {
        assertEquals(expected.architecture(), actual.architecture());
        assertEquals(expected.input(), actual.input());
        assertEquals(expected.standardisation(), actual.standardisation());
        assertEquals(List.copyOf(expected.weights().keySet()), List.copyOf(actual.weights().keySet()));
        for (Map.Entry<String, Weights> entry : expected.weights().entrySet()) {
            Weights found = actual.weights().get(entry.getKey());
            assertArrayEquals(entry.getValue().shape(), found.shape());
            assertArrayEquals(entry.getValue().values(), found.values());
        }
    }

    private static void assertSame(LogisticRegression expected, LogisticRegression actual) {
        assertArrayEquals(expected.centres(), actual.centres());
        assertArrayEquals(expected.scales(), actual.scales());
        assertArrayEquals(expected.weights(), actual.weights());
        assertArrayEquals(expected.biases(), actual.biases());
    }

    private static void assertSame(RandomForest expected, RandomForest actual) {
        assertArrayEquals(expected.typical(), actual.typical());
        assertEquals(expected.trees().size(), actual.trees().size());
        for (int t = 0; t < expected.trees().size(); t++) {
            DecisionTree tree = expected.trees().get(t);
            DecisionTree found = actual.trees().get(t);
            assertArrayEquals(tree.measurement(), found.measurement());
            assertArrayEquals(tree.threshold(), found.threshold());
            assertArrayEquals(tree.left(), found.left());
            assertArrayEquals(tree.right(), found.right());
            assertArrayEquals(tree.probabilities(), found.probabilities());
        }
    }

    private static byte[] ownNetwork(NucleusClassifier classifier) {
        return classifier.preparation().segmentation().flatMap(Segmentation::userFile).map(OwnNetwork::bytes)
                .orElse(null);
    }

    private static void assertSamePredictions(NucleusClassifier expected, NucleusClassifier actual) {
        List<Prediction> left = TinyClassifiers.predictions(expected);
        List<Prediction> right = TinyClassifiers.predictions(actual);
        for (int i = 0; i < left.size(); i++) {
            assertArrayEquals(left.get(i).probabilities(), right.get(i).probabilities());
        }
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        for (NucleusClassifier classifier : List.of(TinyClassifiers.full(), TinyClassifiers.bare(),
                TinyClassifiers.ensemble())) {
            ModelFile.write(classifier, file);
            assertSame(classifier, ModelFile.read(file));
            assertSamePredictions(classifier, ModelFile.read(file));
        }
    }

    /** The arrays of every kind of member have their places. */
    @Test
    void theEntriesOfAnEnsemble() throws IOException {
        ModelFile.write(TinyClassifiers.ensemble(), file);
        List<String> names = List.copyOf(model.entries().keySet());
        assertEquals("model.json", names.get(0));
        assertEquals(List.of("members/1/1_3conv3x3_weights.npy", "members/1/1_3conv3x3_biases.npy",
                "members/1/4_fc4_weights.npy", "members/1/4_fc4_biases.npy", "members/1/5_o3_weights.npy",
                "members/1/5_o3_biases.npy", "members/2/centres.npy", "members/2/scales.npy", "members/2/weights.npy",
                "members/2/biases.npy", "members/3/1_2conv5x5_weights.npy", "members/3/1_2conv5x5_biases.npy",
                "members/3/3_o3_weights.npy", "members/3/3_o3_biases.npy", "members/4/typical.npy",
                "members/4/nodes_per_tree.npy", "members/4/measurement.npy", "members/4/threshold.npy",
                "members/4/left.npy", "members/4/right.npy", "members/4/probabilities.npy"),
                names.subList(1, names.size()));
    }

    @Test
    void theSameClassifierGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again" + ModelFile.EXTENSION);
        for (NucleusClassifier classifier : List.of(TinyClassifiers.full(), TinyClassifiers.ensemble())) {
            ModelFile.write(classifier, file);
            ModelFile.write(ModelFile.read(file), again);
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        }
    }

    @Test
    void leavesNothingBesideTheFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void anyClassifierComesBack() throws IOException {
        Random random = new Random(99);
        for (int i = 0; i < 100; i++) {
            NucleusClassifier classifier = TinyClassifiers.random(random);
            ModelFile.write(classifier, file);
            assertSame(classifier, ModelFile.read(file));
        }
    }

    /** Up to two members of each kind, in any order. */
    @Test
    void anyCompositionAnswersAsBefore() throws IOException {
        Random random = new Random(100);
        for (int i = 1; i < 27; i++) {
            NucleusClassifier classifier = TinyClassifiers.random(random, i % 3, i / 3 % 3, i / 9);
            ModelFile.write(classifier, file);
            NucleusClassifier read = ModelFile.read(file);
            assertSame(classifier, read);
            assertSamePredictions(classifier, read);
        }
    }

    /** A forest as it is grown, with its certain leaves, and a regression as it is fitted. */
    @Test
    void trainedClassifiersOfMeasurementsComeBack() throws IOException {
        Random random = new Random(5);
        double[][] measurements = new double[80][];
        int[] classIndices = new int[measurements.length];
        for (int i = 0; i < measurements.length; i++) {
            classIndices[i] = i % 3;
            measurements[i] = random.doubles(NucleusMeasurements.COUNT, classIndices[i], 2 + classIndices[i]).toArray();
            measurements[i][random.nextInt(NucleusMeasurements.COUNT)] = Double.NaN;
        }
        LabelledMeasurements nuclei = new LabelledMeasurements(measurements, classIndices, 3);
        NucleusClassifier full = TinyClassifiers.full();
        NucleusClassifier classifier = new NucleusClassifier(List.of(
                new Member.Measured(RandomForestTrainer.train(nuclei, true, 1)),
                new Member.Measured(LogisticRegressionTrainer.train(nuclei, false))), full.classes(),
                full.preparation(), false, Recalibration.none(3), full.provenance());
        ModelFile.write(classifier, file);
        NucleusClassifier read = ModelFile.read(file);
        assertSame(classifier, read);
        for (int m = 0; m < 2; m++) {
            for (double[] nucleus : measurements) {
                assertArrayEquals(((Member.Measured) classifier.members().get(m)).model().probabilities(nucleus),
                        ((Member.Measured) read.members().get(m)).model().probabilities(nucleus));
            }
        }
    }

    @Test
    void whatCannotBeReplacedStaysAsItWas() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("occupied" + ModelFile.EXTENSION));
        Path inside = Files.writeString(occupied.resolve("inside"), "x");
        assertThrows(InputException.class, () -> ModelFile.write(TinyClassifiers.bare(), occupied));
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(Set.of(folder, file, occupied, inside), files.collect(Collectors.toSet()));
        }
    }

    @Test
    void aMissingFileAFolderAndOtherFiles() throws IOException {
        assertRefused("there is no such file", folder.resolve("none"));
        assertRefused("is a folder or a device", folder);
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip at all, but more than twenty-two bytes");
        assertRefused("is not a zip archive", text);
        assertRefused("is not a zip archive", Files.createFile(folder.resolve("empty.zip")));
        model.rewrite(entries -> entries.keySet().removeIf(name -> name.equals("model.json")));
        assertRefused("holds no model.json", file);
    }

    @Test
    void writingIntoAFolderThatDoesNotExist() {
        Path nowhere = folder.resolve("none").resolve("model" + ModelFile.EXTENSION);
        InputException e = assertThrows(InputException.class,
                () -> ModelFile.write(TinyClassifiers.bare(), nowhere));
        assertTrue(e.getMessage().contains("does not exist: create it"), e.getMessage());
    }

    @Test
    void everyTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(InputException.class, () -> ModelFile.read(file));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertRefused("is cut short or damaged: copy or download it again", file);
    }
}
