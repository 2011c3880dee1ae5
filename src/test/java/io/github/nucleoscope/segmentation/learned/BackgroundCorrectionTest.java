package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import ij.process.FloatProcessor;
import io.github.nucleoscope.nuclei.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundCorrectionTest {

    private static final int WIDTH = 260;
    private static final int HEIGHT = 180;

    /** Image-wide light, 0 to about 1. */
    private enum Haze {

        SLOPE {
            @Override
            double at(double x, double y) {
                return 0.25 * (2 + x + y);
            }
        },

        CUBIC {
            @Override
            double at(double x, double y) {
                return 0.5 + 0.2 * x * x * x + 0.3 * x * y * y;
            }
        },

        /** Not a polynomial, like the beam of a lamp. */
        BEAM {
            @Override
            double at(double x, double y) {
                return Math.exp(-((x - 0.3) * (x - 0.3) + y * y));
            }
        };

        /** Both coordinates from -1 to 1. */
        abstract double at(double x, double y);
    }

    /** Discs of 14 pixels and of brightness 1, some of them at the edges. */
    private static float[] discs() {
        FloatProcessor pixels = new FloatProcessor(WIDTH, HEIGHT);
        pixels.setValue(1);
        for (int y = -7; y < HEIGHT; y += 26) {
            for (int x = -7; x < WIDTH; x += 24) {
                pixels.fillOval(x, y, 14, 14);
            }
        }
        return (float[]) pixels.getPixels();
    }

    private static float[] under(Haze haze, double strength) {
        float[] pixels = discs();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (float) (strength * haze.at(2.0 * (i % WIDTH) / (WIDTH - 1) - 1,
                    2.0 * (i / WIDTH) / (HEIGHT - 1) - 1));
        }
        return pixels;
    }

    private static float[] corrected(float[] pixels) {
        return BackgroundCorrection.of(pixels, WIDTH, HEIGHT).orElseThrow().apply(pixels, WIDTH, HEIGHT);
    }

    @Test
    void nucleiOnDarkGroundStayAsTheyAre() {
        assertArrayEquals(discs(), corrected(discs()), 0.02f);
    }

    /** The discs are a seventh as bright as the haze; a beam may be as bright as the discs. */
    @ParameterizedTest
    @CsvSource({"SLOPE, 7", "CUBIC, 7", "BEAM, 1"})
    void theNucleiUnderAHazeLookAsWithoutIt(Haze haze, double strength) {
        float[] expected = discs();
        float[] seen = corrected(under(haze, strength));
        int different = 0;
        for (int i = 0; i < seen.length; i++) {
            // A quarter of a disc's brightness clearly separates it from the background.
            different += Math.abs(seen[i] - expected[i]) > 0.25 ? 1 : 0;
        }
        assertTrue(different < 0.01 * seen.length, different + " of " + seen.length + " pixels");
    }

    @Test
    void whereThereIsNothingButBackgroundNothingIsLeft() {
        assertEquals(Optional.empty(), BackgroundCorrection.of(new float[WIDTH * HEIGHT], WIDTH, HEIGHT));
        float[] slope = new float[WIDTH * HEIGHT];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (float) (i % WIDTH) / WIDTH;
        }
        assertEquals(Optional.empty(), BackgroundCorrection.of(slope, WIDTH, HEIGHT));
    }

    @Test
    void anImageOfAnotherSizeIsCorrectedAlike() {
        float[] pixels = under(Haze.SLOPE, 7);
        float[] half = Resampling.of(pixels, WIDTH, HEIGHT, WIDTH / 2, HEIGHT / 2);
        BackgroundCorrection correction = BackgroundCorrection.of(half, WIDTH / 2, HEIGHT / 2).orElseThrow();
        float[] expected = correction.apply(half, WIDTH / 2, HEIGHT / 2);
        float[] whole = Resampling.of(correction.apply(pixels, WIDTH, HEIGHT), WIDTH, HEIGHT, WIDTH / 2, HEIGHT / 2);
        assertArrayEquals(expected, whole, 0.05f);
    }

    @Test
    void aNarrowImageHasNoPolynomial() {
        float[] pixels = new float[32 * 400];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 32;
        }
        float[] before = pixels.clone();
        PolynomialBackground.subtract(pixels, 32, 400);
        assertArrayEquals(before, pixels);
    }
}
