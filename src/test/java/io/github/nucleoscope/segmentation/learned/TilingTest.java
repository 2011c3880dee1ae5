package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TilingTest {

    @Test
    void everyPlaceIsTakenOnceAndFarFromTheEndsOfItsWindow() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            int step = 1 << random.nextInt(5);
            int margin = step * random.nextInt(8);
            int window = 2 * margin + step * (1 + random.nextInt(10));
            int length = window + step * random.nextInt(60);
            List<Tiling.Window> windows = new Tiling(length, window, margin, step).windows();
            int next = 0;
            for (Tiling.Window w : windows) {
                assertEquals(next, w.from());
                assertTrue(w.to() > w.from());
                assertEquals(0, w.start() % step);
                assertTrue(w.start() >= 0 && w.start() + window <= length, w.toString());
                assertTrue(w.start() == 0 || w.from() - w.start() >= margin, w.toString());
                assertTrue(w.start() + window == length || w.start() + window - w.to() >= margin, w.toString());
                next = w.to();
            }
            assertEquals(length, next);
        }
    }

    @Test
    void asFewWindowsAsCanBeAndThoseNoLongerThanTheyMustBe() {
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            int step = 1 << random.nextInt(5);
            int margin = step * random.nextInt(8);
            int longest = 2 * margin + step * (1 + random.nextInt(10));
            int length = step * (1 + random.nextInt(90));
            Tiling tiling = Tiling.of(length, longest, margin, step);
            assertEquals(tiling.windows().size(), tiling.count());
            assertTrue(tiling.window() <= Math.max(longest, 1), tiling + " of at most " + longest);
            int fewest = length <= longest ? 1 : new Tiling(length, longest, margin, step).windows().size();
            assertEquals(fewest, tiling.count(), tiling.toString());
            int shorter = tiling.window() - step;
            if (shorter > 2 * margin) {
                assertTrue(new Tiling(length, shorter, margin, step).windows().size() > fewest, tiling.toString());
            }
        }
    }

    @Test
    void refusesWindowsThatAreAllMargin() {
        assertThrows(IllegalArgumentException.class, () -> new Tiling(64, 32, 16, 16));
    }
}
