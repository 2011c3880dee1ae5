package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.synthetic.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual diameter of the nuclei on the command line: measured, reported, and given by the user. */
class DiameterTest {

    private static final Path FIELD = Path.of("test-images/images/field_01.tif");

    @TempDir
    private Path folder;

    private Ran segment(Path image, Object... options) {
        Object[] words = new Object[options.length + 6];
        System.arraycopy(new Object[] {"segment", image, "-o", folder.resolve("out"), "--json",
            folder.resolve("out.json")}, 0, words, 0, 6);
        System.arraycopy(options, 0, words, 6, options.length);
        return Ran.nucleoscope(words);
    }

    private JsonObject answer() throws IOException {
        return TinyModel.json(folder.resolve("out.json"));
    }

    private double diameter() throws IOException {
        return answer().getAsJsonObject("diameter_pixels_per_image").get("field_01").getAsDouble();
    }

    private byte[] labels() throws IOException {
        return Files.readAllBytes(folder.resolve("out/labels/field_01.tif"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "learned", "automatic"})
    void theMeasuredDiameterIsReportedAndGivingItChangesNothing(String method) throws IOException {
        Ran ran = segment(FIELD, "--method", method);
        assertEquals(0, ran.exitCode(), ran::toString);
        double measured = diameter();
        assertTrue(ran.out().contains("in 1 image (")
                && ran.out().contains("; looked for at a diameter of " + Math.round(measured) + " pixels)"), ran.out());
        int nuclei = answer().get("nuclei").getAsInt();
        segment(FIELD, "--method", method, "--diameter", measured);
        assertEquals(measured, diameter(), 1e-9);
        assertEquals(nuclei, answer().get("nuclei").getAsInt());
        byte[] inPixels = labels();
        segment(FIELD, "--method", method, "--diameter", measured * TestImages.PIXEL_SIZE.width() + "um");
        assertArrayEquals(inPixels, labels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "learned"})
    void aDiameterFourTimesTooLargeMakesNucleiRunTogether(String method) throws IOException {
        segment(FIELD, "--method", method);
        int nuclei = answer().get("nuclei").getAsInt();
        segment(FIELD, "--method", method, "--diameter", 4 * diameter());
        assertTrue(answer().get("nuclei").getAsInt() < 0.9 * nuclei, nuclei + ": " + answer());
    }

    @Test
    void micrometresNeedAPixelSize() throws IOException {
        ImagePlus image = IJ.openImage(FIELD.toString());
        image.setCalibration(null);
        Path bare = folder.resolve("bare.tif");
        ImageFiles.saveTiff(image, bare);
        Ran ran = segment(bare, "--diameter", "10um");
        assertEquals(2, ran.exitCode(), ran::toString);
        assertTrue(ran.err().contains("bare.tif: the diameter of the nuclei is given as 10 \u00b5m, but the image has"
                + " no pixel size in \u00b5m: give the diameter in pixels, or set the pixel size"), ran.err());
    }

    @Test
    void aThresholdThatDoesNotDependOnItContradictsIt() {
        Ran ran = segment(FIELD, "--diameter", 20, "--threshold", "Otsu");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("--diameter does nothing with the threshold Otsu"), ran.err());
    }
}
