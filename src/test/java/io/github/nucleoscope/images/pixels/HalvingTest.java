package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class HalvingTest {

    /** Against the mean of whatever pixels there are, one by one. */
    @Test
    void eachPixelIsTheMeanOfTheFourThatItCovers() {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(9);
            int height = 1 + random.nextInt(9);
            float[] values = new float[width * height];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(1000);
            }
            float[] halved = Halving.of(values, width, height);
            assertEquals(Halving.half(width) * Halving.half(height), halved.length);
            float[] expected = new float[halved.length];
            for (int i = 0; i < expected.length; i++) {
                double sum = 0;
                int count = 0;
                for (int y = 2 * (i / Halving.half(width)); y < height && y < 2 * (i / Halving.half(width)) + 2; y++) {
                    for (int x = 2 * (i % Halving.half(width)); x < width && x < 2 * (i % Halving.half(width)) + 2;
                            x++) {
                        sum += values[y * width + x];
                        count++;
                    }
                }
                expected[i] = (float) (sum / count);
            }
            assertArrayEquals(expected, halved, 1e-3f, width + "x" + height);
        }
    }
}
