package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twelve nuclei, and four specks with a fourteenth of their area. */
class LeftOutTest {

    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void draw() throws IOException {
        ByteProcessor pixels = new ByteProcessor(260, 200);
        pixels.setValue(20);
        pixels.fill();
        pixels.setValue(160);
        for (int n = 0; n < 12; n++) {
            pixels.fillOval(15 + n % 4 * 62, 15 + n / 4 * 62, 30, 30);
        }
        for (int n = 0; n < 4; n++) {
            pixels.fillOval(54 + n % 2 * 124, 56 + n / 2 * 62, 8, 8);
        }
        pixels.blurGaussian(0.8);
        pixels.noise(2);
        image = folder.resolve("specks.tif");
        ImageFiles.saveTiff(new ImagePlus("specks", pixels), image);
    }

    private Ran segment(Object... options) {
        Object[] words = new Object[options.length + 6];
        System.arraycopy(new Object[] {"segment", image, "-o", folder.resolve("out"), "--json",
            folder.resolve("out.json")}, 0, words, 0, 6);
        System.arraycopy(options, 0, words, 6, options.length);
        Ran ran = Ran.nucleoscope(words);
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran;
    }

    private JsonObject answer() throws IOException {
        return TinyModel.json(folder.resolve("out.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "learned", "automatic"})
    void debrisIsLeftOutAndCountedUnlessItIsToBeKept(String method) throws IOException {
        Ran ran = segment("--method", method);
        assertEquals(12, answer().get("nuclei").getAsInt());
        int debris = answer().getAsJsonObject("left_out_per_image").get("specks").getAsInt();
        assertTrue(ran.out().contains("left out as debris: " + debris + " objects, which --keep-all keeps"), ran.out());
        ran = segment("--method", method, "--keep-all");
        assertEquals(12 + debris, answer().get("nuclei").getAsInt());
        assertFalse(ran.out().contains("debris"), ran.out());
        assertTrue(answer().getAsJsonObject("left_out_per_image").isEmpty());
    }

    /** What the user decides is not corrected: by a threshold, or by a network that the user taught. */
    @Test
    void thresholdsAndOwnNetworksKeepWhatTheyFind() throws IOException {
        segment("--threshold", "Otsu");
        assertEquals(16, answer().get("nuclei").getAsInt());
        Path own = OwnNetwork.write(folder.resolve("own.nucleoscope.zip"));
        segment("--segmentation-model", own);
        assertTrue(answer().getAsJsonObject("left_out_per_image").isEmpty());
    }
}
