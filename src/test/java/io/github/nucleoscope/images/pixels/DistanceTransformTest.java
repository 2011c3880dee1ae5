package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {

    @Test
    void equalsTheDistanceToTheNearestBackgroundPixel() {
        Random random = new Random(5);
        int[][] shapes = {{1, 1}, {8, 1}, {1, 8}, {5, 3}, {33, 21}};
        for (int[] shape : shapes) {
            int width = shape[0];
            for (double density : new double[] {0, 0.5, 0.9, 0.99}) {
                var mask = Drawing.randomMask(width, shape[1], density, random);
                boolean[] pixels = Mask.pixels(mask);
                float[] distances = FloatPlane.values(DistanceTransform.of(mask));
                for (int i = 0; i < pixels.length; i++) {
                    double nearest = Double.POSITIVE_INFINITY;
                    for (int j = 0; j < pixels.length; j++) {
                        if (!pixels[j]) {
                            nearest = Math.min(nearest, Math.hypot(i % width - j % width, i / width - j / width));
                        }
                    }
                    double expected = Double.isInfinite(nearest) ? width + shape[1] : nearest;
                    assertEquals(expected, distances[i], 1e-5);
                }
            }
        }
    }

    @Test
    void isWidthPlusHeightWithoutBackground() {
        var mask = Drawing.randomMask(7, 5, 1, new Random(6));
        for (float distance : FloatPlane.values(DistanceTransform.of(mask))) {
            assertEquals(12, distance);
        }
    }
}
