package io.github.nucleoscope.nuclei;

import java.util.Arrays;

/**
 * The pixels above a floor, 4-connected component by component, each from the highest to the lowest pixel: what is
 * done in one component touches no other, and the pixels of one are near each other in memory. Near equal heights are
 * in raster order.
 */
final class Islands {

    /** Bits of a float below the ones that order the pixels: 2,048 levels to the octave. */
    private static final int FINE_BITS = 12;

    /** Fewer pixels are sorted by comparisons. */
    private static final int FEW = 48;

    private static final int DIGIT_BITS = 8;

    private final float[] image;

    /** The pixels in the order described above. */
    final int[] pixels;

    /** Their heights. */
    final float[] heights;

    /** Of each island, the place of its first pixel; one more at the end. */
    final int[] starts;

    private long[] keys = {};
    private long[] sorted = {};

    private Islands(float[] image, Runs runs) {
        this.image = image;
        this.starts = runs.starts();
        int count = starts[starts.length - 1];
        this.pixels = new int[count];
        this.heights = new float[count];
        runs.fill(pixels, starts.clone());
    }

    /**
     * @param image width pixels in each row
     * @param floor pixels above it are meant; 0 or more
     */
    static Islands above(float floor, float[] image, int width) {
        Islands islands = new Islands(image, Runs.above(floor, image, width));
        for (int k = 0; k < islands.starts.length - 1; k++) {
            islands.sort(islands.starts[k], islands.starts[k + 1]);
        }
        return islands;
    }

    /** The number of islands. */
    int count() {
        return starts.length - 1;
    }

    /** What orders heights: near equal ones have the same level. */
    static int level(float height) {
        return Float.floatToRawIntBits(height) >>> FINE_BITS;
    }

    /** Sorts one island. */
    private void sort(int from, int to) {
        int count = to - from;
        if (keys.length < count) {
            keys = new long[2 * count];
            sorted = new long[2 * count];
        }
        int highest = 0;
        int lowest = Integer.MAX_VALUE;
        for (int t = from; t < to; t++) {
            int level = level(image[pixels[t]]);
            highest = Math.max(highest, level);
            lowest = Math.min(lowest, level);
        }
        for (int t = from; t < to; t++) {
            keys[t - from] = (long) (highest - level(image[pixels[t]])) << Integer.SIZE | pixels[t];
        }
        if (count < FEW) {
            Arrays.sort(keys, 0, count);
        } else {
            for (int shift = 0; highest - lowest >> shift > 0; shift += DIGIT_BITS) {
                sortByDigit(Integer.SIZE + shift, count);
            }
        }
        for (int k = 0; k < count; k++) {
            pixels[from + k] = (int) keys[k];
            heights[from + k] = image[(int) keys[k]];
        }
    }

    /** A counting sort by some bits of the keys. */
    private void sortByDigit(int shift, int count) {
        int[] places = new int[(1 << DIGIT_BITS) + 1];
        int mask = (1 << DIGIT_BITS) - 1;
        for (int k = 0; k < count; k++) {
            places[((int) (keys[k] >>> shift) & mask) + 1]++;
        }
        for (int digit = 1; digit < places.length; digit++) {
            places[digit] += places[digit - 1];
        }
        for (int k = 0; k < count; k++) {
            sorted[places[(int) (keys[k] >>> shift) & mask]++] = keys[k];
        }
        long[] swap = keys;
        keys = sorted;
        sorted = swap;
    }

    /** Runs of pixels above the floor, with those that they touch above and below (Rosenfeld &amp; Pfaltz 1966). */
    private static final class Runs {
        private int[] from = new int[256];
        private int[] to = new int[256];
        private int count;
        private final DisjointSets sets = new DisjointSets();

        /** Of each run, the number of its island from 0. */
        private int[] islands;

        static Runs above(float floor, float[] image, int width) {
            Runs runs = new Runs();
            int above = 0;
            for (int start = 0; start < image.length; start += width) {
                int first = runs.count;
                int end = start + width;
                int i = start;
                while (true) {
                    while (i < end && !(image[i] > floor)) {
                        i++;
                    }
                    if (i == end) {
                        break;
                    }
                    int from = i;
                    while (i < end && image[i] > floor) {
                        i++;
                    }
                    runs.add(from, i);
                }
                runs.join(above, first, width);
                above = first;
            }
            return runs;
        }

        private void add(int first, int end) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
            }
            from[count] = first;
            to[count++] = end;
            sets.add();
        }

        /** Joins the runs of the last row with those of the row above. */
        private void join(int above, int first, int width) {
            int k = above;
            for (int n = first; n < count; n++) {
                while (k < first && to[k] + width <= from[n]) {
                    k++;
                }
                for (int m = k; m < first && from[m] + width < to[n]; m++) {
                    sets.join(m + 1, n + 1);
                }
            }
        }

        /** Of each island the place of its first pixel, and the end. */
        int[] starts() {
            islands = new int[count];
            int[] starts = new int[count + 1];
            int found = 0;
            for (int n = 0; n < count; n++) {
                int root = sets.find(n + 1) - 1;
                // The root is the first of its runs.
                islands[n] = root == n ? found++ : islands[root];
                starts[islands[n] + 1] += to[n] - from[n];
            }
            for (int k = 1; k <= found; k++) {
                starts[k] += starts[k - 1];
            }
            return Arrays.copyOf(starts, found + 1);
        }

        /** @param places of the first pixel of each island; moved on */
        void fill(int[] pixels, int[] places) {
            for (int n = 0; n < count; n++) {
                int place = places[islands[n]];
                for (int i = from[n]; i < to[n]; i++) {
                    pixels[place++] = i;
                }
                places[islands[n]] = place;
            }
        }
    }
}
