package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class FloodFillTest {

    @Test
    void reachesWhatSpreadingReaches() {
        Random random = new Random(4);
        for (int k = 0; k < 500; k++) {
            int w = 1 + random.nextInt(12);
            int h = 1 + random.nextInt(12);
            boolean[] mask = new boolean[w * h];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextInt(5) < 3;
            }
            boolean value = random.nextBoolean();
            int[] seeds = {random.nextInt(mask.length), random.nextInt(mask.length)};
            assertArrayEquals(spread(mask, w, value, seeds), FloodFill.from(mask, w, value, seeds));
        }
    }

    /** From each pixel to its neighbours until nothing changes. */
    private static boolean[] spread(boolean[] mask, int w, boolean value, int[] seeds) {
        boolean[] reached = new boolean[mask.length];
        for (int seed : seeds) {
            reached[seed] = mask[seed] == value;
        }
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 0; i < mask.length; i++) {
                boolean touches = i % w > 0 && reached[i - 1] || i % w < w - 1 && reached[i + 1]
                        || i >= w && reached[i - w] || i + w < mask.length && reached[i + w];
                if (mask[i] == value && touches && !reached[i]) {
                    reached[i] = true;
                    changed = true;
                }
            }
        }
        return reached;
    }
}
