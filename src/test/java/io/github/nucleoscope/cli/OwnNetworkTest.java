package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.Segmentation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of the user finds the nuclei, from its training to the last image. */
class OwnNetworkTest {

    private static final Path IMAGE = TinyModel.IMAGES.resolve("field_10.tif");

    @TempDir
    private Path folder;

    private Path network;

    @BeforeEach
    void write() throws IOException {
        network = OwnNetwork.write(folder.resolve("own.nucleoscope.zip"));
    }

    private Ran train(Object... options) throws IOException {
        Path points = folder.resolve("points.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.matches("(image|field_0[1-3]).*"));
        Files.write(points, rows);
        List<Object> words = new ArrayList<>(List.of("train", points, "--images", TinyModel.IMAGES, "--network",
                TinyModel.NETWORK, "--normalise", "CHANNEL", "--members", 1, "--epochs", 1, "--size", 48,
                "-o", folder.resolve("model")));
        words.addAll(List.of(options));
        return Ran.nucleoscope(words.toArray());
    }

    private Path model() {
        return folder.resolve("model/model.nucleoscope.zip");
    }

    private byte[] labels(Object... words) throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", out));
        Ran ran = Ran.nucleoscope(all.toArray());
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("", ran.err());
        return Files.readAllBytes(out.resolve("labels/field_10.tif"));
    }

    @Test
    void theClassifierTakesItAlong() throws IOException {
        Ran ran = train("--segmentation-model", network, "--min-area", 50);
        assertEquals(0, ran.exitCode(), ran.err());
        byte[] file = Files.readAllBytes(network);
        Segmentation found = ModelFile.read(model()).preparation().segmentation().orElseThrow();
        assertArrayEquals(file, OwnNetwork.bytes(found.userFile().orElseThrow()));
        assertEquals(50, found.settings().minArea());
        byte[] own = labels("segment", IMAGE, "--model", network, "--min-area", 50);
        assertFalse(Arrays.equals(own, labels("segment", IMAGE)), "the shipped network finds the same");
        Files.delete(network);
        assertArrayEquals(own, labels("classify", model(), IMAGE));
        assertArrayEquals(labels("segment", IMAGE, "--method", "learned", "--min-area", 50),
                labels("classify", model(), IMAGE, "--segmentation-model", "fluorescence"));
        ran = Ran.nucleoscope("info", model(), "--no-timing");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("nuclei are found by: the network "
                + found.network().orElseThrow().sha256().substring(0, 8) + ", which is in the model's file: bright"
                + " nuclei of 50 pixels or more"), ran.out());
        String report = Files.readString(folder.resolve("model/report.html"));
        assertTrue(report.contains(", which is in the model"), report);
    }

    /** Nothing is segmented in its training; the images that it will classify are. */
    @Test
    void aClassifierOfReadyMadeCropsTakesItAlong() throws IOException {
        for (String name : List.of("a/1.tif", "a/2.tif", "a/3.tif", "b/1.tif", "b/2.tif", "b/3.tif")) {
            Path crop = folder.resolve("crops").resolve(name);
            Files.createDirectories(crop.getParent());
            Files.copy(TinyModel.IMAGES.resolve(name.startsWith("a") ? "field_01.tif" : "field_02.tif"), crop);
        }
        Object[] words = {"train", folder.resolve("crops"), "--network", "o", "--members", 1, "--epochs", 1,
            "--size", 256, "--normalise", "CHANNEL", "-o", folder.resolve("model")};
        Ran ran = Ran.nucleoscope(words);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ModelFile.read(model()).preparation().segmentation().isEmpty());
        // Whoever names a network is not told that the default finds the nuclei.
        assertArrayEquals(labels("segment", IMAGE, "--model", network),
                labels("classify", model(), IMAGE, "--segmentation-model", network));
        labels("classify", model(), IMAGE, "--method", "learned");
        words = Arrays.copyOf(words, words.length + 2);
        words[words.length - 2] = "--segmentation-model";
        words[words.length - 1] = network;
        ran = Ran.nucleoscope(words);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ModelFile.read(model()).preparation().segmentation().orElseThrow().userFile().isPresent());
        assertArrayEquals(labels("segment", IMAGE, "--model", network), labels("classify", model(), IMAGE));
        words[words.length - 1] = "fluorescence";
        ran = Ran.nucleoscope(words);
        assertEquals(0, ran.exitCode(), ran.err());
        assertArrayEquals(labels("segment", IMAGE, "--method", "learned"), labels("classify", model(), IMAGE));
    }

    /** Another channel can only be a mistake if the network was trained on one other than the first. */
    @Test
    void anotherChannelThanTheNetworksIsTold() throws IOException {
        Path second = OwnNetwork.write(folder.resolve("second.nucleoscope.zip"),
                Signal.FIRST.withChannel(Channel.of(2)), 1.5);
        String line = "the network that finds the nuclei was trained on channel 2, luminance, but is applied to"
                + " channel 1";
        Ran ran = train("--segmentation-model", second);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(line), ran.err());
        ran = Ran.nucleoscope("classify", model(), IMAGE, "-o", folder.resolve("out"));
        assertTrue(ran.err().contains(line), ran.err());
        Path named = OwnNetwork.write(folder.resolve("named.nucleoscope.zip"),
                Signal.FIRST.withChannel(new Channel("DAPI")), 1.5);
        ran = Ran.nucleoscope("segment", IMAGE, "--model", named, "--channel", 1, "-o", folder.resolve("out"));
        assertTrue(ran.err().contains("trained on channel DAPI, luminance, but is applied to channel 1"), ran.err());
        ran = Ran.nucleoscope("segment", IMAGE, "--model", second, "-o", folder.resolve("out"));
        assertTrue(ran.err().contains("there is no channel 2"), ran.err());
    }

    @Test
    void anotherCanBeTakenForOneClassification() throws IOException {
        assertEquals(0, train().exitCode());
        assertArrayEquals(labels("segment", IMAGE, "--model", network),
                labels("classify", model(), IMAGE, "--segmentation-model", network));
        assertEquals(figures("--segmentation-model", "fluorescence"), figures("--method", "learned"));
        assertNotEquals(figures("--segmentation-model", network), figures("--method", "learned"));
    }

    private String figures(Object... options) {
        List<Object> words = new ArrayList<>(List.of("evaluate", model(), folder.resolve("points.csv"), "--images",
                TinyModel.IMAGES));
        words.addAll(List.of(options));
        Ran ran = Ran.nucleoscope(words.toArray());
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.out();
    }

    private void assertRefused(String message, Object... words) {
        Ran ran = Ran.nucleoscope(words);
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        Path none = folder.resolve("none.nucleoscope.zip");
        assertTrue(train("--segmentation-model", none).err().contains("none.nucleoscope.zip: there is no such file"));
        assertTrue(train("--segmentation-model", network, "--threshold", "Otsu").err()
                .contains("leave it out, or leave out the segmentation model"));
        assertTrue(train("--segmentation-model", network, "--method", "classical").err()
                .contains("--method CLASSICAL does not use a segmentation model: leave out one of them"));
        assertFalse(Files.exists(model()));
        assertEquals(0, train("--method", "learned").exitCode());
        assertRefused("leave it out, or leave out the segmentation model", "classify", model(), IMAGE,
                "--segmentation-model", network, "--threshold", "Otsu", "-o", folder.resolve("out"));
        assertTrue(train("--segmentation-model", model()).err()
                .contains("a model that classifies nuclei; give one that finds them"));
        assertRefused("the nuclei are given, so leave out", "classify", model(), IMAGE, "--labels", TinyModel.LABELS,
                "--segmentation-model", network, "-o", folder.resolve("out"));
        assertRefused("leave out the options that say how to find nuclei", "evaluate", "--labels", TinyModel.LABELS,
                "--truth", TinyModel.LABELS, "--segmentation-model", network);
        assertRefused("--method CLASSICAL does not use a segmentation model: leave out one of them", "segment", IMAGE,
                "--model", network, "--method", "classical", "-o", folder.resolve("out"));
    }

    /** {@link ModelOpenings} counts each time that a file is opened: it would see a second one. */
    @Test
    void eachCommandOpensAModelOnce() throws IOException {
        try (ModelOpenings openings = new ModelOpenings()) {
            SegmentationModelFile.read(network);
            SegmentationModelFile.read(network);
            assertEquals(2, openings.of(network, folder));
        }
        try (ModelOpenings openings = new ModelOpenings()) {
            labels("segment", IMAGE, "--model", network);
            assertEquals(1, openings.of(network, folder));
            assertEquals(1, openings.ofAll(folder));
        }
        try (ModelOpenings openings = new ModelOpenings()) {
            assertEquals(0, train("--segmentation-model", network).exitCode());
            assertEquals(1, openings.of(network, folder));
            assertEquals(1, openings.ofAll(folder));
        }
        try (ModelOpenings openings = new ModelOpenings()) {
            labels("classify", model(), IMAGE);
            assertEquals(1, openings.of(model(), folder));
            assertEquals(2, openings.ofAll(folder), "and the network inside it");
        }
        try (ModelOpenings openings = new ModelOpenings()) {
            labels("classify", model(), IMAGE, "--segmentation-model", network);
            assertEquals(1, openings.of(model(), folder));
            assertEquals(1, openings.of(network, folder));
        }
    }
}
