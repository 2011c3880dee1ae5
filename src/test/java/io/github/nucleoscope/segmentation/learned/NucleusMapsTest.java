package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;

class NucleusMapsTest {

    private static final SegmentationSettings SMALLEST = SegmentationSettings.DEFAULT.withArea(1, Integer.MAX_VALUE);

    /** Discs that may touch but not overlap; a pixel where two would meet goes to the nearer centre. */
    private static int[] discs(int width, int height, long seed) {
        Random random = new Random(seed);
        int[] labels = new int[width * height];
        for (int label = 1; label <= 12; label++) {
            double x = random.nextInt(width);
            double y = random.nextInt(height);
            double radius = 4 + random.nextInt(6);
            boolean free = true;
            for (int i = 0; i < labels.length; i++) {
                free &= labels[i] == 0 || Math.hypot(i % width - x, i / width - y) > radius;
            }
            for (int i = 0; i < labels.length && free; i++) {
                if (Math.hypot(i % width - x, i / width - y) <= radius) {
                    labels[i] = label;
                }
            }
        }
        return labels;
    }

    /** Brute force: the nearest pixel outside the nucleus. */
    private static float[] depth(int[] labels, int width) {
        double[] distance = new double[labels.length];
        double[] largest = new double[13];
        for (int i = 0; i < labels.length; i++) {
            distance[i] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < labels.length; j++) {
                if (labels[j] != labels[i]) {
                    distance[i] = Math.min(distance[i], Math.hypot(i % width - j % width, i / width - j / width));
                }
            }
            largest[labels[i]] = Math.max(largest[labels[i]], distance[i]);
        }
        float[] depth = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            depth[i] = labels[i] == 0 ? 0 : (float) (distance[i] / largest[labels[i]]);
        }
        return depth;
    }

    @Test
    void depthIsTheDistanceToTheOutlineAsAShareOfTheLargest() {
        for (long seed = 0; seed < 5; seed++) {
            int[] labels = discs(50, 40, seed);
            NucleusMaps maps = NucleusMaps.of(ArrayImgs.ints(labels, 50, 40));
            assertArrayEquals(depth(labels, 50), maps.depth(), 1e-5f);
            for (int i = 0; i < labels.length; i++) {
                assertEquals(labels[i] == 0 ? 0 : 1, maps.inside()[i]);
            }
        }
    }

    @Test
    void discsComeBackFromTheirMaps() {
        int nuclei = 0;
        for (long seed = 0; seed < 20; seed++) {
            int[] truth = discs(60, 60, seed);
            NucleusMaps maps = NucleusMaps.of(ArrayImgs.ints(truth, 60, 60));
            int[] labels = Mask.labels((ArrayImg<IntType, IntArray>) maps.labels(SMALLEST));
            int[] partner = new int[13];
            Set<Integer> partners = new HashSet<>();
            for (int i = 0; i < truth.length; i++) {
                assertEquals(truth[i] == 0, labels[i] == 0);
                if (maps.depth()[i] == 1 && partner[truth[i]] == 0) {
                    partner[truth[i]] = labels[i];
                    assertTrue(partners.add(labels[i]), "two nuclei became one");
                    nuclei++;
                }
            }
            int wrong = 0;
            for (int i = 0; i < truth.length; i++) {
                wrong += truth[i] != 0 && partner[truth[i]] != labels[i] ? 1 : 0;
            }
            // Pixels of an outline between two nuclei are as deep as each other and may go to either.
            assertTrue(wrong < 20, "seed " + seed + ": " + wrong);
        }
        assertTrue(nuclei > 100, nuclei + " nuclei are too few to prove anything");
    }

    @Test
    void aNucleusThatTheBorderCutsIsDeepestThere() {
        int[] labels = new int[30 * 20];
        for (int y = 5; y < 15; y++) {
            for (int x = 0; x < 10; x++) {
                labels[y * 30 + x] = 7;
            }
        }
        NucleusMaps maps = NucleusMaps.of(ArrayImgs.ints(labels, 30, 20));
        assertEquals(1, maps.depth()[10 * 30]);
        assertEquals(0.2f, maps.depth()[10 * 30 + 9], 1e-6);
    }

    @Test
    void sizesAndBordersAreRespected() {
        int[] labels = new int[40 * 40];
        for (int i = 0; i < labels.length; i++) {
            int x = i % 40;
            int y = i / 40;
            labels[i] = x < 5 && y < 5 ? 1 : x >= 20 && x < 23 && y >= 20 && y < 23 ? 2
                    : x >= 10 && x < 17 && y >= 30 && y < 37 ? 3 : 0;
        }
        NucleusMaps maps = NucleusMaps.of(ArrayImgs.ints(labels, 40, 40));
        assertEquals(3, count(maps.labels(SMALLEST)));
        assertEquals(2, count(maps.labels(SMALLEST.withArea(10, Integer.MAX_VALUE))));
        assertEquals(2, count(maps.labels(SMALLEST.withKeepBorder(false))));
        assertEquals(2, count(maps.labels(SMALLEST.withArea(1, 30))));
    }

    private static int count(Img<IntType> labels) {
        int count = 0;
        for (IntType label : labels) {
            count = Math.max(count, label.get());
        }
        return count;
    }

    @Test
    void refusesMapsOfAnotherSize() {
        assertThrows(IllegalArgumentException.class, () -> new NucleusMaps(3, 3, new float[9], new float[8]));
    }
}
