package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationModelFileTest {

    @TempDir
    private Path folder;

    private static SegmentationModel model() {
        Network network = Network.initialise(
                Architecture.parse("3conv3x3 - bn - res(mp2x2 - 3conv3x3 - bn - up2x2) - map2"), TensorShape.ofCrop(16),
                Standardisation.NONE, Initialisation.HE_NORMAL, 5);
        return new SegmentationModel(network, 17.25, new Signal(new Channel("DAPI"), Colour.GIEMSA),
                "Data: drawn, CC0.\nMade by: nucleoscope \"…\"",
                new Provenance("2026-01-02T03:04:05Z", Map.of("nucleoscope", "0.1.0"), Map.of("seed", "7"), "3 images",
                        "ab".repeat(32), List.of(new Provenance.HeldOut("average precision at IoU 0.5", 0.8,
                        Double.NaN, Double.NaN, "4 folds"))));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        SegmentationModel model = model();
        Path file = folder.resolve("a.nucleoscope.zip");
        SegmentationModelFile.write(model, file);
        SegmentationModel read = SegmentationModelFile.find(file.toString());
        assertEquals(model.diameter(), read.diameter());
        assertEquals(model.card(), read.card());
        assertEquals(model.provenance(), read.provenance());
        assertEquals(model.network().architecture(), read.network().architecture());
        assertEquals(model.network().input(), read.network().input());
        assertEquals(model.signal(), read.signal());
        model.network().weights().forEach((name, weights) -> assertArrayEquals(weights.values(),
                read.network().weights().get(name).values(), name));
        Path again = folder.resolve("b.nucleoscope.zip");
        SegmentationModelFile.write(read, again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void theTwoKindsAreToldApart() throws IOException {
        Path finder = folder.resolve("finder.nucleoscope.zip");
        SegmentationModelFile.write(model(), finder);
        assertMessage("a model that finds nuclei; give one that classifies them", () -> ModelFile.read(finder));
        Path classifier = folder.resolve("classifier.nucleoscope.zip");
        ModelFile.write(TinyClassifiers.bare(), classifier);
        assertMessage("a model that classifies nuclei", () -> SegmentationModelFile.read(classifier));
    }

    /** Of the network: a model with another card is the same one. */
    @Test
    void theHashIsOfTheNetwork() {
        SegmentationModel model = model();
        String sha256 = sha256(model);
        assertTrue(sha256.matches("[0-9a-f]{64}"), sha256);
        assertEquals(sha256, sha256(new SegmentationModel(model.network(), model.diameter(), model.signal(),
                "another card", model.provenance())));
        assertNotEquals(sha256, sha256(new SegmentationModel(model.network(), model.diameter() + 1, model.signal(),
                model.card(), model.provenance())));
        SegmentationModel other = new SegmentationModel(Network.initialise(model.network().architecture(),
                model.network().input(), model.network().standardisation(), Initialisation.HE_NORMAL, 77),
                model.diameter(), model.signal(), model.card(), model.provenance());
        assertNotEquals(sha256, sha256(other));
    }

    private String sha256(SegmentationModel model) {
        try {
            Path file = folder.resolve("hashed.nucleoscope.zip");
            SegmentationModelFile.write(model, file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return SegmentationModelFile.sha256(SegmentationJson.parse(new String(zip.getInputStream(
                        zip.getEntry("model.json")).readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatIsDamagedOrNewer() throws IOException {
        Path file = folder.resolve("a.nucleoscope.zip");
        SegmentationModelFile.write(model(), file);
        byte[] bytes = Files.readAllBytes(file);
        // Stored, not compressed: a text of the same length can take the other's place, but its CRC tells.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.write(file, text.replace("\"format_version\": 3", "\"format_version\": 4")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertMessage("model.json is damaged", () -> SegmentationModelFile.read(file));
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertMessage("cut short or damaged", () -> SegmentationModelFile.read(file));
        String json = SegmentationJson.of(model(), List.of()).toText();
        assertTrue(assertThrows(InputException.class, () -> SegmentationJson.parse(
                json.replace("\"format_version\": 3", "\"format_version\": 4"))).getMessage()
                .contains("update Nucleoscope"));
        assertThrows(InputException.class, () -> SegmentationJson.parse(json.replace("map2", "o")));
    }

    @Test
    void aModelHasANameOrAFile() {
        assertMessage("there is no such file", () -> SegmentationModelFile.find("fluorescense"));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void assertMessage(String part, Work work) {
        String message = assertThrows(InputException.class, work::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
