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
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
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
        assertEquals(expected.network().architecture(), actual.network().architecture());
        assertEquals(expected.network().input(), actual.network().input());
        assertEquals(expected.network().standardisation(), actual.network().standardisation());
        assertEquals(expected.classes(), actual.classes());
        assertEquals(expected.preparation(), actual.preparation());
        assertEquals(expected.testTimeAugmentation(), actual.testTimeAugmentation());
        assertArrayEquals(ownNetwork(expected), ownNetwork(actual));
        assertEquals(expected.provenance(), actual.provenance());
        assertEquals(expected.network().weights().keySet(), actual.network().weights().keySet());
        for (Map.Entry<String, Weights> entry : expected.network().weights().entrySet()) {
            Weights found = actual.network().weights().get(entry.getKey());
            assertArrayEquals(entry.getValue().shape(), found.shape());
            assertArrayEquals(entry.getValue().values(), found.values());
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
        assertSame(TinyClassifiers.full(), ModelFile.read(file));
        assertSamePredictions(TinyClassifiers.full(), ModelFile.read(file));
        ModelFile.write(TinyClassifiers.bare(), file);
        assertSame(TinyClassifiers.bare(), ModelFile.read(file));
        assertSamePredictions(TinyClassifiers.bare(), ModelFile.read(file));
    }

    @Test
    void theSameClassifierGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again" + ModelFile.EXTENSION);
        ModelFile.write(ModelFile.read(file), again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
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
