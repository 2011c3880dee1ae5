package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlideScannerTest {

    /** Ruifrok &amp; Johnston (2001): haematoxylin and eosin, red, green and blue, as published. */
    private static final double[][] PUBLISHED = {{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}};

    private static final TissueSection SECTION = TissueGenerator.generate(new TissueSettings(200, 180,
            Map.of(TissueCell.EPITHELIAL, 2, TissueCell.LYMPHOCYTE, 1, TissueCell.EOSINOPHIL, 1), 0), 3);

    private static int[] pixels(ImagePlus image) {
        return (int[]) image.getProcessor().getPixels();
    }

    /**
     * Amounts of both stains by least squares on the three optical densities, from the normal equations. Without noise
     * and vignetting only rounding to 8 bits is left. A value of the darkest nuclei is 20 or more, so half a grey
     * value is at most 0.5 / 20 / ln 10 = 0.011 of density; unmixing enlarges that by less than 2.
     */
    @ParameterizedTest
    @CsvSource({"243, 240, 245, 1, 1", "255, 255, 255, 1, 1", "200, 230, 210, 0.7, 1.2"})
    void opticalDensitiesGiveBackTheAmounts(double red, double green, double blue, double haematoxylin, double eosin) {
        SlideScanner scanner = new SlideScanner(red, green, blue, haematoxylin, eosin, 0, 0);
        int[] pixels = pixels(scanner.scan(SECTION, 1));
        double[] nuclear = DrawnPixels.of(SECTION.haematoxylin());
        double[] counterstain = DrawnPixels.of(SECTION.eosin());
        double[] white = {red, green, blue};
        double[][] unit = new double[2][3];
        for (int s = 0; s < 2; s++) {
            double length = Math.sqrt(dot(PUBLISHED[s], PUBLISHED[s]));
            for (int c = 0; c < 3; c++) {
                unit[s][c] = PUBLISHED[s][c] / length;
            }
        }
        double cosine = dot(unit[0], unit[1]);
        for (int i = 0; i < pixels.length; i++) {
            double[] densities = new double[3];
            for (int c = 0; c < 3; c++) {
                densities[c] = -Math.log10((pixels[i] >> 16 - 8 * c & 0xff) / white[c]);
            }
            double a = dot(densities, unit[0]);
            double b = dot(densities, unit[1]);
            double determinant = 1 - cosine * cosine;
            assertEquals(haematoxylin * nuclear[i], (a - cosine * b) / determinant, 0.022, "pixel " + i);
            assertEquals(eosin * counterstain[i], (b - cosine * a) / determinant, 0.022, "pixel " + i);
        }
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    @Test
    void bareGlassHasTheWhiteLevelAndItsNoise() {
        TissueSection glass = blank();
        SlideScanner scanner = new SlideScanner(200, 150, 100, 1, 1, 0, 2);
        int[] pixels = pixels(scanner.scan(glass, 9));
        double[] white = {200, 150, 100};
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int pixel : pixels) {
                double difference = (pixel >> 16 - 8 * c & 0xff) - white[c];
                sum += difference;
                squares += difference * difference;
            }
            assertEquals(0, sum / pixels.length, 0.1); // 2 / sqrt(40,000) is 0.01
            assertEquals(Math.sqrt(4 + 1 / 12.0), Math.sqrt(squares / pixels.length), 0.1); // with rounding
        }
    }

    @Test
    void cornersAreDarkerByTheVignetting() {
        int[] pixels = pixels(new SlideScanner(250, 250, 250, 1, 1, 0.2, 0).scan(blank(), 1));
        assertEquals(200, pixels[0] & 0xff);
        assertEquals(250, pixels[100 * 200 + 100] & 0xff);
    }

    private static TissueSection blank() {
        return new TissueSection(ArrayImgs.doubles(200, 200),
                ArrayImgs.doubles(200, 200), ArrayImgs.ints(200, 200),
                List.of());
    }

    @Test
    void theSameSeedGivesTheSameNoise() {
        assertArrayEquals(pixels(SlideScanner.DEFAULT.scan(SECTION, 4)), pixels(SlideScanner.DEFAULT.scan(SECTION, 4)));
    }

    @Test
    void changesOneThingAtATime() {
        assertEquals(new SlideScanner(210, 220, 230, 1, 1, 0.03, 2), SlideScanner.DEFAULT.withWhite(210, 220, 230));
        assertEquals(new SlideScanner(243, 240, 245, 0.8, 1.3, 0.03, 2), SlideScanner.DEFAULT.withStains(0.8, 1.3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0   | 1  | 0 | white level 0.0 is not above 0 and at most 255",
        "256 | 1  | 0 | white level 256.0 is not above 0 and at most 255",
        "240 | -1 | 0 | amount of stain or noise -1.0 is not 0 or more",
        "240 | 1  | 1 | vignetting 1.0 is not between 0 and below 1"})
    void refusesWhatNoScannerDoes(double white, double eosin, double vignetting, String message) {
        InputException e = assertThrows(InputException.class,
                () -> new SlideScanner(white, 240, 240, 1, eosin, vignetting, 0));
        assertEquals(message, e.getMessage());
    }
}
