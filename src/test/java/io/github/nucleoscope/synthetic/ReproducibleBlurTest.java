package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibleBlurTest {

    private static final int WIDTH = 19;
    private static final int HEIGHT = 11;

    /** The twin sums the 2-D kernel, cut off at 3 sigma, over a plane that is mirrored as often as needed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.1, 2.4, 9})
    void agreesWithASumOverTheWholeKernel(double sigma) {
        double[] plane = new Random(1).doubles(WIDTH * HEIGHT).toArray();
        int radius = (int) Math.ceil(3 * sigma);
        double[] expected = new double[plane.length];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                double weights = 0;
                for (int dy = -radius; dy <= radius; dy++) {
                    for (int dx = -radius; dx <= radius; dx++) {
                        double weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                        sum += weight * plane[mirrored(y + dy, HEIGHT) * WIDTH + mirrored(x + dx, WIDTH)];
                        weights += weight;
                    }
                }
                expected[y * WIDTH + x] = sum / weights;
            }
        }
        double[] blurred = ReproducibleBlur.blur(plane, WIDTH, HEIGHT, sigma);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], blurred[i], 1e-12);
        }
    }

    /** A mirrored border neither gains nor loses light. */
    @Test
    void keepsTheSum() {
        double[] plane = new Random(2).doubles(WIDTH * HEIGHT).toArray();
        double sum = Arrays.stream(plane).sum();
        assertEquals(sum, Arrays.stream(ReproducibleBlur.blur(plane, WIDTH, HEIGHT, 3)).sum(), 1e-9);
    }

    private static int mirrored(int i, int length) {
        int inPeriod = Math.floorMod(i, 2 * length);
        return inPeriod < length ? inPeriod : 2 * length - 1 - inPeriod;
    }
}
