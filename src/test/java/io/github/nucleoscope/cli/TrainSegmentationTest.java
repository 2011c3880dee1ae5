package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import io.github.nucleoscope.StainedCells;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.SegmentationModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training a segmentation from the command line: a few steps of a tiny network on the test images. */
class TrainSegmentationTest {

    private static final String NETWORK = "4conv3x3 - bn - res(mp2x2 - 4conv3x3 - bn - up2x2) - map2";

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void copyTwoImages() throws IOException {
        images = Files.createDirectories(folder.resolve("images"));
        labels = Files.createDirectories(folder.resolve("labels"));
        try (var all = Files.list(Path.of("test-images/images"))) {
            for (Path image : all.sorted().limit(2).toList()) {
                Files.copy(image, images.resolve(image.getFileName()));
                Files.copy(Path.of("test-images/labels").resolve(image.getFileName()),
                        labels.resolve(image.getFileName()));
            }
        }
    }

    private Ran train(Path output, Object... more) {
        Object[] words = new Object[14 + more.length];
        System.arraycopy(new Object[] {"train-segmentation", images, labels, "--epochs", 1, "--batch", 2, "--crop", 64,
            "--card", "Drawn fields, CC0.", "-o", output, "--seed=2"}, 0, words, 0, 14);
        System.arraycopy(more, 0, words, 14, more.length);
        return Ran.nucleoscope(words);
    }

    @Test
    void trainsAndSegments() throws IOException {
        Path json = folder.resolve("train.json");
        Ran trained = train(folder.resolve("out"), "--network", NETWORK, "--json", json, "--resume");
        assertEquals(0, trained.exitCode(), trained.err());
        Path file = folder.resolve("out/model.nucleoscope.zip");
        SegmentationModel model = SegmentationModelFile.read(file);
        assertEquals("Drawn fields, CC0.\nMade by: nucleoscope train-segmentation " + images + " " + labels
                + " --epochs 1 --batch 2 --crop 64 --card 'Drawn fields, CC0.' -o " + folder.resolve("out")
                + " --seed=2 --network '" + NETWORK + "' --json " + json, model.card());
        assertEquals(2, Files.readAllLines(folder.resolve("out/history.csv")).size());
        assertTrue(Files.readString(json).contains("\"average_precision\""));
        assertTrue(Files.notExists(folder.resolve("out/checkpoint.zip")));
        Ran segmented = Ran.nucleoscope("segment", images, "--model", file, "--min-area", 20, "-o",
                folder.resolve("segmented"));
        assertEquals(0, segmented.exitCode(), segmented.err());
        assertEquals(2, ImageFiles.list(folder.resolve("segmented/labels")).size());
        Ran further = train(folder.resolve("further"), "--from", file);
        assertEquals(0, further.exitCode(), further.err());
        // What it began with, on the same nuclei.
        String[] figures = further.out().split("all nuclei pooled");
        assertTrue(figures[0].contains("Before training, on the same images as below: 1 image"), further.out());
        assertTrue(figures[1].contains("Validation part, which chose the epoch: 1 image"), further.out());
        assertEquals(nuclei(figures[1]), nuclei(figures[2]));
    }

    /** True positives and false negatives at the first threshold. */
    private static int nuclei(String figures) {
        Matcher counts = Pattern.compile("TP (\\d+), FP \\d+, FN (\\d+)").matcher(figures);
        assertTrue(counts.find(), figures);
        return Integer.parseInt(counts.group(1)) + Integer.parseInt(counts.group(2));
    }

    @Test
    void aWorseModelThanTheStartIsSaid() throws IOException {
        Ran worse = Ran.nucleoscope("train-segmentation", images, labels, "--from", "fluorescence", "--epochs", 1,
                "--learning-rate", 0.05, "-o", folder.resolve("worse"), "--json", folder.resolve("worse.json"));
        assertEquals(0, worse.exitCode(), worse.err());
        String better = "fluorescence found the nuclei of the validation part better (AP ";
        assertTrue(worse.err().contains("nucleoscope: warning: " + better), worse.err());
        assertTrue(Files.readString(folder.resolve("worse.json")).contains("\"" + better));
        Ran folds = Ran.nucleoscope("train-segmentation", images, labels, "--from", "fluorescence", "--epochs", 1,
                "--learning-rate", 0.05, "--folds", 2, "-o", folder.resolve("folds"));
        assertEquals(0, folds.exitCode(), folds.err());
        String[] figures = folds.out().split("all nuclei pooled");
        assertTrue(figures[3].contains("Before, on the same images: 2 images"), folds.out());
        assertEquals(nuclei(figures[3]), nuclei(figures[4]));
        assertTrue(folds.err().contains("fluorescence found the nuclei of the images better (AP "), folds.err());
    }

    @Test
    void darkNucleiAreSaid() throws IOException {
        assertFalse(train(folder.resolve("bright"), "--network", NETWORK).err().contains("darker"));
        Path image = ImageFiles.list(images).get(0);
        ImagePlus inverted = ImageFiles.read(image);
        inverted.getProcessor().invert();
        ImageFiles.saveTiff(inverted, image);
        Ran dark = train(folder.resolve("dark"), "--network", NETWORK);
        assertEquals(0, dark.exitCode(), dark.err());
        assertTrue(dark.err().contains("in 1 of 2 images the nuclei are darker than the background"), dark.err());
    }

    /** A single image leaves none for validation: no NaN stands for what was not measured. */
    @Test
    void oneImage() throws IOException {
        Path image = ImageFiles.list(images).get(1);
        Files.delete(labels.resolve(image.getFileName()));
        Files.delete(image);
        Ran one = train(folder.resolve("one"), "--network", NETWORK);
        assertEquals(0, one.exitCode(), one.err());
        assertFalse((one.err() + one.out()).contains("NaN"), one.err());
    }

    private Path withBlankChannelFirst(String name) throws IOException {
        Path composites = Files.createDirectory(folder.resolve(name));
        for (Path file : ImageFiles.list(images)) {
            ImagePlus grey = ImageFiles.read(file);
            ImageStack channels = new ImageStack(grey.getWidth(), grey.getHeight());
            channels.addSlice("blank", grey.getProcessor().createProcessor(grey.getWidth(), grey.getHeight()));
            channels.addSlice("DAPI", grey.getProcessor());
            ImagePlus composite = new ImagePlus(grey.getTitle(), channels);
            composite.setDimensions(2, 1, 1);
            ImageFiles.saveTiff(composite, composites.resolve(ImageFiles.baseName(file) + ".tif"));
        }
        return composites;
    }

    @Test
    void aModelRemembersItsChannel() throws IOException {
        Path composites = withBlankChannelFirst("composites");
        Path model = folder.resolve("out/model.nucleoscope.zip");
        assertEquals(0, Ran.nucleoscope("train-segmentation", composites, labels, "--channel", "dapi", "--epochs", 1,
                "--from", "fluorescence", "-o", folder.resolve("out")).exitCode());
        Ran segmented = Ran.nucleoscope("segment", composites, "--model", model, "-o", folder.resolve("s"));
        assertEquals(0, segmented.exitCode(), segmented.err());
        assertFalse(segmented.out().startsWith("0 nuclei"), segmented.out());
        assertTrue(Ran.nucleoscope("segment", composites, "--model", model, "--channel", 1, "-o",
                folder.resolve("s")).out().startsWith("0 nuclei"));
        // And whoever goes on from it need not say it again.
        assertEquals(0, Ran.nucleoscope("train-segmentation", composites, labels, "--epochs", 1, "--from", model, "-o",
                folder.resolve("further")).exitCode());
        assertEquals("dapi", SegmentationModelFile.read(folder.resolve("further/model.nucleoscope.zip")).signal()
                .channel().text());
    }

    /** Blue nuclei among pink cells that are as dark: by their stain they are bright, and the only ones. */
    @Test
    void aModelRemembersItsStain() throws IOException {
        for (Path old : List.of(images, labels)) {
            for (Path file : ImageFiles.list(old)) {
                Files.delete(file);
            }
        }
        for (int i = 0; i < 3; i++) {
            ColorProcessor drawn = StainedCells.draw(24 + i);
            ImageFiles.saveTiff(new ImagePlus("drawn", drawn), images.resolve("c" + i + ".tif"));
            ByteProcessor truth = new ByteProcessor(200, 200);
            for (int n = 0; n < 16; n += 2) {
                truth.setValue(1 + n / 2);
                truth.fillOval(15 + 45 * (n % 4), 15 + 45 * (n / 4), 24 + i, 24 + i);
            }
            ImageFiles.saveTiff(new ImagePlus("truth", truth), labels.resolve("c" + i + ".tif"));
        }
        Ran grey = train(folder.resolve("grey"), "--from", "fluorescence");
        assertTrue(grey.err().contains("a colour image, and only its luminance is used"), grey.err());
        assertTrue(grey.err().contains("choose dark nuclei when the model is applied (--stain; segment --dark)"),
                grey.err());
        Ran trained = train(folder.resolve("stained"), "--from", "fluorescence", "--stain", "he");
        assertEquals(0, trained.exitCode(), trained.err());
        assertFalse(trained.err().contains("luminance") || trained.err().contains("darker"), trained.err());
        Path file = folder.resolve("stained/model.nucleoscope.zip");
        assertEquals(new Signal(Channel.FIRST, Colour.HAEMATOXYLIN_EOSIN), SegmentationModelFile.read(file).signal());
        Ran further = train(folder.resolve("further"), "--from", file);
        assertEquals(Colour.HAEMATOXYLIN_EOSIN, SegmentationModelFile.read(
                folder.resolve("further/model.nucleoscope.zip")).signal().colour(), further.err());
        Path image = images.resolve("c0.tif");
        Ran segmented = Ran.nucleoscope("segment", image, "--model", file, "-o", folder.resolve("s"));
        assertEquals("", segmented.err());
        assertTrue(segmented.out().startsWith("8 nuclei in 1 image (learned; looked for"), segmented.out());
        segmented = Ran.nucleoscope("segment", image, "--model", file, "--stain", "luminance", "-o",
                folder.resolve("s"));
        assertTrue(segmented.err().contains("the network that finds the nuclei was trained on channel 1, H&E, but is"
                + " applied to channel 1, luminance"), segmented.err());
        Ran info = Ran.nucleoscope("info", file, "--no-timing");
        assertTrue(info.out().contains("finds nuclei, in channel 1, H&E; "), info.out());
    }

    @Test
    void foldsThatAreCompleteAreNotTrainedAgain() throws IOException {
        Path output = folder.resolve("folds");
        Ran first = train(output, "--network", NETWORK, "--folds", 2);
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().contains("Fold 2 of 2: 1 image"), first.out());
        assertTrue(first.out().contains("All folds: the network that segmented"), first.out());
        assertTrue(SegmentationModelFile.read(output.resolve("model.nucleoscope.zip")).provenance().heldOut().get(0)
                .measuredOn().startsWith("2-fold cross-validation"));
        byte[] before = Files.readAllBytes(output.resolve("fold-1/history.csv"));
        Files.delete(output.resolve("fold-2/scores.csv"));
        Ran again = train(output, "--network", NETWORK, "--folds", 2);
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(first.out(), again.out());
        // It holds the seconds that the epochs took.
        assertArrayEquals(before, Files.readAllBytes(output.resolve("fold-1/history.csv")));
        refused(train(output, "--network", NETWORK, "--folds", 2, "--learning-rate", 0.1), "other images or options");
        // Folds have no validation part, which would end them early.
        Ran patient = train(output, "--network", NETWORK, "--folds", 2, "--patience", 3);
        assertEquals(0, patient.exitCode(), patient.err());
    }

    @Test
    void modelsOfTheTwoKindsDoNotReplaceEachOther() throws IOException {
        Path output = folder.resolve("both");
        Path file = output.resolve("model.nucleoscope.zip");
        assertEquals(0, train(output, "--network", NETWORK).exitCode());
        byte[] before = Files.readAllBytes(file);
        refused(Ran.nucleoscope("train", "test-images/truth.csv", "--images", TinyModel.IMAGES, "--network", "o",
                "--epochs", 1, "-o", output), "is a model that finds nuclei and would be replaced");
        assertArrayEquals(before, Files.readAllBytes(file));
        Files.copy(TinyModel.train(folder).file(), file, StandardCopyOption.REPLACE_EXISTING);
        refused(train(output, "--network", NETWORK), "is a model that classifies nuclei and would be replaced");
    }

    @Test
    void badInputIsOneLine() throws IOException {
        refused(train(folder.resolve("out"), "--network", "shallow"), "end it with 'map2'");
        refused(Ran.nucleoscope("train-segmentation", images, labels, "--crop", 60),
                "choose an input whose sides are multiples");
        refused(train(folder.resolve("out"), "--folds", 1), "--folds 1 is not 2 or more");
        refused(train(folder.resolve("out"), "--folds", 3, "--network", NETWORK), "2 images cannot be divided into 3");
        refused(train(folder.resolve("out"), "--from", "missing.zip"), "there is no such file");
        refused(train(folder.resolve("out"), "--from", "missing.zip", "--network", NETWORK), "leave out --network");
        refused(Ran.nucleoscope("segment", images, "--model", "missing.zip", "-o", folder.resolve("s")),
                "there is no such file");
        refused(Ran.nucleoscope("segment", images, "--model", "a.zip", "--method", "classical", "-o",
                folder.resolve("s")), "does not use a segmentation model: leave out one of them");
        refused(Ran.nucleoscope("segment", images, "--model", "a.zip", "--sigma", 2, "-o", folder.resolve("s")),
                "or leave out the segmentation model");
        Files.delete(Files.list(labels).sorted().findFirst().orElseThrow());
        refused(train(folder.resolve("out"), "--network", NETWORK), "there is no label image");
    }

    private static void refused(Ran ran, String part) {
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(part), ran.err());
    }
}
