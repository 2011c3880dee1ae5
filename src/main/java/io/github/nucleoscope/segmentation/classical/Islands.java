package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.DisjointSets;
import io.github.nucleoscope.images.pixels.Runs;

/** Pixels above a floor, by 4-connected component: components are processed independently of each other. */
final class Islands {

    /** Number of height levels per octave that pixels are sorted by: those of one level differ by less than 1/256. */
    static final int LEVELS = 256;

    /** Bits of a float below those that determine its level. */
    private static final int FINE_BITS = 23 - Integer.numberOfTrailingZeros(LEVELS);

    private final float[] image;
    private final int width;
    private final int floor;

    /** All pixels as runs, in raster order. */
    private final Runs runs = new Runs();

    /** The runs grouped by island, in raster order; and where those of each island start. */
    private int[] byIsland;
    private int[] starts;

    private Islands(float[] image, int width, int floor) {
        this.image = image;
        this.width = width;
        this.floor = floor;
    }

    /**
     * @param image pixels, row by row
     * @param floor only pixels above this are used; 0 or more
     */
    static Islands above(float floor, float[] image, int width) {
        Islands islands = new Islands(image, width, level(floor));
        islands.group(islands.findRuns(floor));
        return islands;
    }

    /** Returns the number of islands. */
    int count() {
        return starts.length - 1;
    }

    /** Returns all pixels as runs, in raster order. */
    Runs runs() {
        return runs;
    }

    /** Returns an object that holds one island after the other, see {@link #load}; initially empty. */
    Island none() {
        int size = 0;
        for (int run = 0; run < runs.count(); run++) {
            size += runs.to(run) - runs.from(run);
        }
        return new Island(size, image, runs, byIsland);
    }

    /** Returns the level that heights are sorted by: nearly equal ones have the same level. */
    static int level(float height) {
        return Float.floatToRawIntBits(height) >>> FINE_BITS;
    }

    /**
     * Loads an island into the object, which held the previous one; numbered from 0 in raster order of first pixels.
     */
    void load(int k, Island island) {
        int minX = Integer.MAX_VALUE;
        int maxX = 0;
        int minY = runs.from(byIsland[starts[k]]) / width;
        int maxY = runs.from(byIsland[starts[k + 1] - 1]) / width;
        for (int n = starts[k]; n < starts[k + 1]; n++) {
            int run = byIsland[n];
            int left = runs.from(run) % width;
            minX = Math.min(minX, left);
            maxX = Math.max(maxX, left + runs.to(run) - runs.from(run) - 1);
        }
        island.become(Box.around(minX, minY, maxX, maxY, width), floor, starts[k], starts[k + 1]);
    }

    /** Finds the runs and joins those that touch vertically (Rosenfeld &amp; Pfaltz 1966). */
    private DisjointSets findRuns(float above) {
        DisjointSets sets = new DisjointSets();
        int before = 0;
        for (int start = 0; start < image.length; start += width) {
            int first = runs.count();
            int end = start + width;
            int i = next(above, start, end);
            while (i < end) {
                int from = i;
                while (i < end && image[i] > above) {
                    i++;
                }
                runs.add(from, i);
                sets.add();
                i = next(above, i, end);
            }
            join(sets, before, first);
            before = first;
        }
        return sets;
    }

    /** Returns the next pixel above the floor in a part of a row, or the end. */
    private int next(float above, int from, int end) {
        int i = from;
        while (i < end && !(image[i] > above)) {
            i++;
        }
        return i;
    }

    /** Joins the runs of the last row with those of the previous one. */
    private void join(DisjointSets sets, int before, int first) {
        int k = before;
        for (int n = first; n < runs.count(); n++) {
            while (k < first && runs.to(k) + width <= runs.from(n)) {
                k++;
            }
            for (int m = k; m < first && runs.from(m) + width < runs.to(n); m++) {
                sets.join(m + 1, n + 1);
            }
        }
    }

    /** Groups the runs by island. */
    private void group(DisjointSets sets) {
        int[] islands = new int[runs.count()];
        int[] places = new int[runs.count() + 1];
        int found = 0;
        for (int n = 0; n < islands.length; n++) {
            int root = sets.find(n + 1) - 1;
            // The root is the first of its runs.
            islands[n] = root == n ? found++ : islands[root];
            places[islands[n] + 1]++;
        }
        for (int k = 1; k <= found; k++) {
            places[k] += places[k - 1];
        }
        starts = Arrays.copyOf(places, found + 1);
        byIsland = new int[islands.length];
        for (int n = 0; n < islands.length; n++) {
            byIsland[places[islands[n]]++] = n;
        }
    }
}
