package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

public class ConnectedComponentsTest {

    /** Floods from each unlabelled pixel in raster order, recursively. */
    public static int[] bruteForce(boolean[] mask, int width) {
        int[] labels = new int[mask.length];
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] && labels[i] == 0) {
                flood(mask, labels, width, i % width, i / width, ++count);
            }
        }
        return labels;
    }

    private static void flood(boolean[] mask, int[] labels, int width, int x, int y, int label) {
        int i = y * width + x;
        if (x < 0 || x >= width || i < 0 || i >= mask.length || !mask[i] || labels[i] != 0) {
            return;
        }
        labels[i] = label;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                flood(mask, labels, width, x + dx, y + dy, label);
            }
        }
    }

    @Test
    void equalsTheFlood() {
        Random random = new Random(4);
        int[][] shapes = {{1, 1}, {9, 1}, {1, 9}, {2, 2}, {31, 22}, {60, 60}};
        for (int[] shape : shapes) {
            for (double density : new double[] {0, 0.1, 0.3, 0.45, 0.7, 1}) {
                var mask = Drawing.randomMask(shape[0], shape[1], density, random);
                assertArrayEquals(bruteForce(Mask.pixels(mask), shape[0]),
                        Mask.labels(ConnectedComponents.label(mask)));
            }
        }
    }

    @Test
    void joinsTheArmsOfASpiral() {
        // Provisional labels meet late and in the wrong order here.
        String[] rows = {"#.#.#.#", "#.#.#.#", "#.#.###", "#.#....", "#.#####", "#......", "#######"};
        boolean[] mask = new boolean[49];
        for (int i = 0; i < 49; i++) {
            mask[i] = rows[i / 7].charAt(i % 7) == '#';
        }
        assertArrayEquals(bruteForce(mask, 7), Mask.labels(ConnectedComponents.label(Mask.of(mask, 7, 7))));
    }
}
