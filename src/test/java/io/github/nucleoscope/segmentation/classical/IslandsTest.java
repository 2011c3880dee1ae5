package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import io.github.nucleoscope.images.pixels.Box;
import org.junit.jupiter.api.Test;

class IslandsTest {

    @Test
    void areTheConnectedPixelsAboveTheFloorFromHighToLow() {
        Random random = new Random(8);
        for (int k = 0; k < 200; k++) {
            int w = 1 + random.nextInt(30);
            int h = 1 + random.nextInt(30);
            float[] image = new float[w * h];
            float step = random.nextBoolean() ? 0.01f : 0.25f;
            for (int i = 0; i < image.length; i++) {
                image[i] = step * Math.round(random.nextFloat() / step);
            }
            float floor = 0.3f;
            int[] flooded = new int[image.length];
            Islands islands = Islands.above(floor, image, w);
            Island island = islands.none();
            Box[] boxes = new Box[islands.count()];
            int[] starts = new int[islands.count() + 1];
            for (int n = 0; n < islands.count(); n++) {
                islands.load(n, island);
                assertEquals(starts[n], island.from);
                starts[n + 1] = island.to;
                boxes[n] = island.box;
            }
            assertEquals(island.places.length, starts[islands.count()]);
            // What was loaded stays while others are.
            for (int n = 0; n < islands.count(); n++) {
                for (int t = starts[n]; t < starts[n + 1]; t++) {
                    int i = boxes[n].pixel(island.places[t]);
                    assertEquals(island.places[t], boxes[n].place(i));
                    assertEquals(0, flooded[i]);
                    flooded[i] = n + 1;
                    assertEquals(image[i], island.heights[t]);
                    if (t > starts[n]) {
                        int before = boxes[n].pixel(island.places[t - 1]);
                        assertTrue(image[i] < image[before] || image[i] == image[before] && i > before);
                    }
                }
            }
            int[] filled = fill(image, floor, w);
            for (int i = 0; i < image.length; i++) {
                assertEquals(filled[i], flooded[i]);
            }
        }
    }

    /** Islands 1, 2, …, in raster order, by spreading labels until nothing changes. */
    private static int[] fill(float[] image, float floor, int w) {
        int[] islands = new int[image.length];
        int count = 0;
        for (int seed = 0; seed < image.length; seed++) {
            if (!(image[seed] > floor) || islands[seed] > 0) {
                continue;
            }
            islands[seed] = ++count;
            for (boolean changed = true; changed;) {
                changed = false;
                for (int i = 0; i < image.length; i++) {
                    boolean touches = i % w > 0 && islands[i - 1] == count
                            || i % w < w - 1 && islands[i + 1] == count || i >= w && islands[i - w] == count
                            || i + w < image.length && islands[i + w] == count;
                    if (image[i] > floor && islands[i] == 0 && touches) {
                        islands[i] = count;
                        changed = true;
                    }
                }
            }
        }
        return islands;
    }
}
