package io.github.nucleoscope.nuclei;

import java.util.Arrays;

/**
 * The pixels above a floor, 4-connected component by component, each from the highest to the lowest pixel: what is
 * done in one component touches no other, and the pixels of one are near each other in memory. Near equal heights are
 * in raster order.
 */
final class Islands {

    /** Bits of a float below the ones that order the pixels: 256 levels to the octave. */
    private static final int FINE_BITS = 15;

    /** The pixels in the order described above. */
    final int[] pixels;

    /** Their heights. */
    final float[] heights;

    /** Of each island, the place of its first pixel; one more at the end. */
    final int[] starts;

    /** The same pixels as runs, in raster order. */
    final Runs runs;

    private Islands(int[] starts, Runs runs) {
        int count = starts[starts.length - 1];
        this.pixels = new int[count];
        this.heights = new float[count];
        this.starts = starts;
        this.runs = runs;
    }

    /**
     * @param image width pixels in each row
     * @param floor pixels above it are meant; 0 or more
     */
    static Islands above(float floor, float[] image, int width) {
        Builder builder = new Builder();
        builder.look(floor, image, width);
        Islands islands = new Islands(builder.starts(), builder.runs);
        islands.fill(image, level(floor), builder.byIsland());
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

    /**
     * Sorts the pixels of each island by counting those of each level, from the floor's on.
     *
     * @param byIsland the runs of the first island in raster order, then those of the second, …
     */
    private void fill(float[] image, int floor, int[] byIsland) {
        int[] places = new int[1 << Byte.SIZE];
        int next = 0;
        for (int k = 0; k < count(); k++) {
            int first = next;
            int highest = 0;
            for (int t = starts[k]; t < starts[k + 1]; next++) {
                int end = runs.to(byIsland[next]);
                t += end - runs.from(byIsland[next]);
                for (int i = runs.from(byIsland[next]); i < end; i++) {
                    int level = level(image[i]) - floor;
                    highest = Math.max(highest, level);
                    if (level >= places.length) {
                        places = Arrays.copyOf(places, Math.max(level + 1, 2 * places.length));
                    }
                    places[level]++;
                }
            }
            int place = starts[k];
            for (int level = highest; level >= 0; level--) {
                int count = places[level];
                places[level] = place;
                place += count;
            }
            for (int n = first; n < next; n++) {
                int end = runs.to(byIsland[n]);
                for (int i = runs.from(byIsland[n]); i < end; i++) {
                    int at = places[level(image[i]) - floor]++;
                    pixels[at] = i;
                    heights[at] = image[i];
                }
            }
            Arrays.fill(places, 0, highest + 1, 0);
        }
    }

    /** Joins runs of pixels with those that they touch above and below (Rosenfeld &amp; Pfaltz 1966). */
    private static final class Builder {
        private final Runs runs = new Runs();
        private final DisjointSets sets = new DisjointSets();

        /** Of each run, the number of its island from 0. */
        private int[] islands;

        void look(float floor, float[] image, int width) {
            int above = 0;
            for (int start = 0; start < image.length; start += width) {
                int first = runs.count();
                int end = start + width;
                int i = next(floor, image, start, end);
                while (i < end) {
                    int from = i;
                    while (i < end && image[i] > floor) {
                        i++;
                    }
                    runs.add(from, i);
                    sets.add();
                    i = next(floor, image, i, end);
                }
                join(above, first, width);
                above = first;
            }
        }

        /** The next pixel above the floor. */
        private static int next(float floor, float[] image, int from, int end) {
            int i = from;
            while (i < end && !(image[i] > floor)) {
                i++;
            }
            return i;
        }

        /** Joins the runs of the last row with those of the row above. */
        private void join(int above, int first, int width) {
            int k = above;
            for (int n = first; n < runs.count(); n++) {
                while (k < first && runs.to(k) + width <= runs.from(n)) {
                    k++;
                }
                for (int m = k; m < first && runs.from(m) + width < runs.to(n); m++) {
                    sets.join(m + 1, n + 1);
                }
            }
        }

        /** Of each island the place of its first pixel, and the end. */
        int[] starts() {
            int count = runs.count();
            islands = new int[count];
            int[] starts = new int[count + 1];
            int found = 0;
            for (int n = 0; n < count; n++) {
                int root = sets.find(n + 1) - 1;
                // The root is the first of its runs.
                islands[n] = root == n ? found++ : islands[root];
                starts[islands[n] + 1] += runs.to(n) - runs.from(n);
            }
            for (int k = 1; k <= found; k++) {
                starts[k] += starts[k - 1];
            }
            return Arrays.copyOf(starts, found + 1);
        }

        /** The runs of the first island in raster order, then those of the second, … */
        int[] byIsland() {
            int count = runs.count();
            int[] places = new int[count + 1];
            for (int n = 0; n < count; n++) {
                places[islands[n] + 1]++;
            }
            for (int k = 1; k <= count; k++) {
                places[k] += places[k - 1];
            }
            int[] byIsland = new int[count];
            for (int n = 0; n < count; n++) {
                byIsland[places[islands[n]]++] = n;
            }
            return byIsland;
        }
    }
}
