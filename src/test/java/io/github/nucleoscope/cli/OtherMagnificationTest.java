package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.synthetic.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model says so if the nuclei of an image are not as large as those that it was trained on. */
class OtherMagnificationTest {

    private static final Path FIELD = TinyModel.IMAGES.resolve("field_10.tif");

    @TempDir
    private Path folder;

    /** Trained on fields 1 to 3, whose nuclei are 32 pixels wide. */
    private Path train() throws IOException {
        Path points = folder.resolve("points.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.matches("(image|field_0[1-3]).*"));
        Files.write(points, rows);
        Ran ran = Ran.nucleoscope("train", points, "--images", TinyModel.IMAGES, "--network", TinyModel.NETWORK,
                "--normalise", "CHANNEL", "--members", 1, "--epochs", 1, "--size", 48, "--method", "classical", "-o",
                folder.resolve("model"));
        assertEquals(0, ran.exitCode(), ran.err());
        return folder.resolve("model/model.nucleoscope.zip");
    }

    /** Writes the field magnified or reduced, and its pixel size: the true one, or none. */
    private Path resized(double factor, boolean calibrated) throws IOException {
        ImagePlus field = IJ.openImage(FIELD.toString());
        ImageProcessor pixels = field.getProcessor();
        pixels.setInterpolationMethod(ImageProcessor.BILINEAR);
        ImagePlus image = new ImagePlus("resized", pixels.resize((int) (factor * field.getWidth()),
                (int) (factor * field.getHeight()), true));
        if (calibrated) {
            Calibration calibration = field.getCalibration().copy();
            calibration.pixelWidth = TestImages.PIXEL_SIZE.width() / factor;
            calibration.pixelHeight = TestImages.PIXEL_SIZE.height() / factor;
            image.setCalibration(calibration);
        }
        Path file = folder.resolve("resized.tif");
        ImageFiles.saveTiff(image, file);
        return file;
    }

    private String classify(Path model, Path image) {
        Ran ran = Ran.nucleoscope("classify", model, image, "-o", folder.resolve("out"));
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.err();
    }

    @Test
    void nucleiOfAnotherSizeAreSaid() throws IOException {
        Path model = train();
        assertEquals(32, ModelFile.read(model).preparation().nucleusDiameter().orElseThrow(), 2);
        assertEquals("", classify(model, FIELD));
        for (double factor : new double[] {0.5, 2}) {
            String said = classify(model, resized(factor, false));
            assertTrue(said.contains("resized.tif: its nuclei are about " + Math.round(32 * factor)), said);
            assertTrue(said.contains("check the magnification and the pixel size of the image"), said);
            // Where the pixel sizes are known, crops are resampled.
            assertFalse(classify(model, resized(factor, true)).contains("its nuclei are"), "calibrated");
        }
    }

    @Test
    void pixelsOfAnotherShapeAreSaid() throws IOException {
        ImagePlus image = IJ.openImage(FIELD.toString());
        image.getCalibration().pixelHeight *= 1.2;
        Path file = folder.resolve("stretched.tif");
        ImageFiles.saveTiff(image, file);
        String said = classify(train(), file);
        assertTrue(said.contains("stretched.tif: its pixels are 0.500 by 0.600 \u00b5m, of another shape than"), said);
    }
}
