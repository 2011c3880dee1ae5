package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class WindowGridTest {

    /** Compared with all pairs of window sides that fit. */
    @Test
    void noGridOfWindowsThatFitIsCheaper() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            int step = 1 << random.nextInt(4);
            int margin = step * random.nextInt(4);
            int width = step * (1 + random.nextInt(30));
            int height = step * (1 + random.nextInt(30));
            int smallest = 2 * margin + step;
            int mostPixels = smallest * smallest + random.nextInt(width * height + 1);
            long cheapest = Long.MAX_VALUE;
            for (int across = smallest; across <= Math.max(width, smallest); across += step) {
                for (int down = smallest; down <= Math.max(height, smallest); down += step) {
                    Tiling columns = new Tiling(width, Math.min(width, across), margin, step);
                    Tiling rows = new Tiling(height, Math.min(height, down), margin, step);
                    if (columns.window() * rows.window() <= mostPixels) {
                        cheapest = Math.min(cheapest, (long) columns.window() * rows.window()
                                * columns.windows().size() * rows.windows().size());
                    }
                }
            }
            WindowGrid grid = WindowGrid.cheapest(width, height, margin, step, mostPixels);
            assertTrue(grid.windowPixels() <= mostPixels, grid.toString());
            assertEquals(cheapest, grid.computed(), grid.toString());
        }
    }

    @Test
    void theSmallestWindowsWhereNoneFit() {
        WindowGrid grid = WindowGrid.cheapest(64, 48, 4, 4, 1);
        assertEquals(12, grid.columns().window());
        assertEquals(12, grid.rows().window());
    }

    @Test
    void aPlaneThatFitsIsOneWindow() {
        assertEquals(64 * 48, WindowGrid.cheapest(64, 48, 16, 16, 64 * 48).computed());
    }
}
