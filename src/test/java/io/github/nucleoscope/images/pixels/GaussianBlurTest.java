package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

class GaussianBlurTest {

    /** The definition: a two-dimensional sum over the mirrored image, in double. */
    private static double bruteForce(float[] in, int width, int height, int cx, int cy, double sigma) {
        int radius = Math.max(1, (int) Math.ceil(4 * sigma));
        double sum = 0;
        double weights = 0;
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                weights += weight;
                sum += weight * in[reflect(cy + dy, height) * width + reflect(cx + dx, width)];
            }
        }
        return sum / weights;
    }

    private static int reflect(int i, int size) {
        int m = i;
        while (m < 0 || m >= size) {
            m = m < 0 ? -1 - m : 2 * size - 1 - m;
        }
        return m;
    }

    @Test
    void equalsTheTwoDimensionalSum() {
        Random random = new Random(1);
        int[][] shapes = {{1, 1}, {7, 1}, {1, 9}, {3, 4}, {17, 12}, {40, 23}};
        for (int[] shape : shapes) {
            for (double sigma : new double[] {0.3, 1, 2.5}) {
                ArrayImg<FloatType, FloatArray> img = Drawing.noise(shape[0], shape[1], random);
                float[] blurred = FloatPlane.values(GaussianBlur.blur(img, sigma));
                for (int i = 0; i < blurred.length; i++) {
                    double expected = bruteForce(FloatPlane.values(img), shape[0], shape[1], i % shape[0],
                            i / shape[0], sigma);
                    assertEquals(expected, blurred[i], 1e-4);
                }
            }
        }
    }

    @Test
    void keepsAConstantImage() {
        ArrayImg<FloatType, FloatArray> img = Drawing.shape(9, 5, 7, 7, (x, y) -> true);
        for (float value : FloatPlane.values(GaussianBlur.blur(img, 3))) {
            assertEquals(7, value, 1e-5);
        }
    }
}
