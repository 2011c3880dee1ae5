package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class HoleFillingTest {

    /** Spreads "outside" from beyond the border one step at a time until nothing changes. */
    private static boolean[] bruteForce(boolean[] mask, int width, int height) {
        boolean[] outside = new boolean[mask.length];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < mask.length; i++) {
                int x = i % width;
                int y = i / width;
                boolean reached = x == 0 || y == 0 || x == width - 1 || y == height - 1
                        || outside[i - 1] || outside[i + 1] || outside[i - width] || outside[i + width];
                if (!mask[i] && !outside[i] && reached) {
                    outside[i] = true;
                    changed = true;
                }
            }
        }
        boolean[] filled = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            filled[i] = !outside[i];
        }
        return filled;
    }

    @Test
    void equalsTheBruteForce() {
        Random random = new Random(3);
        int[][] shapes = {{1, 1}, {4, 1}, {1, 4}, {3, 3}, {20, 15}};
        for (int[] shape : shapes) {
            for (double density : new double[] {0, 0.4, 0.6, 0.8, 1}) {
                var mask = Drawing.randomMask(shape[0], shape[1], density, random);
                boolean[] expected = bruteForce(Mask.pixels(mask), shape[0], shape[1]);
                HoleFilling.fill(mask);
                assertArrayEquals(expected, Mask.pixels(mask));
            }
        }
    }

    @Test
    void doesNotLeakThroughADiagonal() {
        // A diamond of 8-connected pixels closes in its middle.
        boolean[] diamond = {false, true, false, true, false, true, false, true, false};
        var mask = Mask.of(diamond, 3, 3);
        HoleFilling.fill(mask);
        assertArrayEquals(new boolean[] {false, true, false, true, true, true, false, true, false}, Mask.pixels(mask));
    }
}
