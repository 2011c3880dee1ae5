package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.StainedCells;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is trained on a stain takes the stain wherever it is used. */
class StainedModelTest {

    @TempDir
    private Path folder;

    /** Eight blue discs among eight pink ones, which are no nuclei: small ones, or large ones. */
    private Path drawn(String name, int diameter) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.saveTiff(new ImagePlus(name, StainedCells.draw(diameter)), file);
        return file;
    }

    private Path data() throws IOException {
        for (int i = 0; i < 4; i++) {
            drawn("data/small/s" + i + ".tif", 20 + i % 2);
            drawn("data/large/l" + i + ".tif", 32 + i % 2);
        }
        return folder.resolve("data");
    }

    @Test
    void theModelCarriesItsStain() throws IOException {
        Path data = data();
        Ran ran = Ran.nucleoscope("train", data, "--segment", "--stain", "H&E", "--network", "o", "--members", 1,
                "--epochs", 1, "--size", 48, "--normalise", "NONE", "-o", folder.resolve("model"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertFalse(ran.err().contains("luminance"), ran.err());
        Path model = folder.resolve("model/model.nucleoscope.zip");
        assertEquals(new Signal(Channel.FIRST, Colour.HAEMATOXYLIN_EOSIN),
                ModelFile.read(model).preparation().signal());

        // Without a stain option: the pink cells are not nuclei.
        Path image = drawn("new.tif", 26);
        ran = Ran.nucleoscope("classify", model, image, "-o", folder.resolve("out"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("out/results.csv"));
        assertEquals(1 + 8, rows.size(), String.join("\n", rows));

        ran = Ran.nucleoscope("evaluate", model, data, "--segment");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("64 nuclei"), ran.out());

        ran = Ran.nucleoscope("check", data, "--segment", "--stain", "H&E", "-o", folder.resolve("check"));
        assertEquals(0, ran.exitCode(), ran.err());

        Path grey = folder.resolve("grey.tif");
        ImageFiles.saveTiff(new ImagePlus("grey", new ByteProcessor(40, 30)), grey);
        ran = Ran.nucleoscope("classify", model, grey, "-o", folder.resolve("out"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("grey.tif: this image is grey, but the model was trained on colour images: give a"
                + " colour image, or a model that was trained on grey images"), ran.err());

        ran = Ran.nucleoscope("classify", model, image, "--dark", "-o", folder.resolve("out"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("bright in the stain H&E, even if they are dark in the image: leave out"
                + " --dark"), ran.err());
    }

    @Test
    void greyImagesAreRefusedInOneLine() throws IOException {
        Ran ran = Ran.nucleoscope("train", data(), "--segment", "--stain", "he", "--crop-channels", "nuclei",
                "--network", "o", "--members", 1, "--epochs", 1, "--size", 48, "--normalise", "CHANNEL", "-o",
                folder.resolve("model"));
        assertEquals(0, ran.exitCode(), ran.err());
        Path grey = folder.resolve("grey.tif");
        ImageFiles.saveTiff(new ImagePlus("grey", new ByteProcessor(40, 30)), grey);
        ran = Ran.nucleoscope("classify", folder.resolve("model/model.nucleoscope.zip"), grey, "-o",
                folder.resolve("out"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("grey.tif: the stain H&E needs a colour image, but grey.tif is not RGB: give the "
                + "colour image"), ran.err());
        assertTrue(ran.err().contains("a model trained with a stain needs colour images"), ran.err());
    }

    @Test
    void oneLineSaysThatColoursWereNotUsed() throws IOException {
        assertWarned("nuclei", "a colour image, and only its luminance is used: choose its stain");
        assertWarned("auto", "a colour image whose nuclei are found by its luminance alone: choose its stain");
    }

    private void assertWarned(String channels, String expected) throws IOException {
        Ran ran = Ran.nucleoscope("train", data(), "--segment", "--dark", "--network", "o", "--members", 1,
                "--epochs", 1, "--size", 48, "--normalise", "CHANNEL", "--crop-channels", channels, "-o",
                folder.resolve(channels));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().lines().filter(line -> line.contains("luminance")).count(), ran.err());
        assertTrue(ran.err().contains(expected), ran.err());
        assertTrue(ran.err().contains("; the same of 7 more"), ran.err());
    }
}
