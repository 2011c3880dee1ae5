package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.Runs;

/**
 * One island of {@link Islands}, sorted by height, in a {@link Box} of its own. Reused for the next
 * island, whose pixels come after this one's; not thread-safe.
 */
final class Island {

    /** Places of the pixels in the box, from the highest to the lowest. Nearly equal heights are in raster order. */
    final int[] places;

    /** Heights of these pixels. */
    final float[] heights;

    /** Range of this island's pixels in both arrays, from inclusive, to exclusive. */
    int from;
    int to;

    Box box;

    private final float[] image;

    /** Runs, and the range of those of this island, in raster order. */
    private final Runs runs;
    private final int[] these;
    private int first;
    private int end;

    /** For each level above the floor, the number of its pixels, then where the next of them goes. */
    private int[] levels = new int[1 << Byte.SIZE];

    /**
     * @param size number of pixels of all islands
     * @param runs of pixels
     * @param byIsland numbers of the runs, grouped by island
     */
    Island(int size, float[] image, Runs runs, int[] byIsland) {
        this.places = new int[size];
        this.heights = new float[size];
        this.image = image;
        this.runs = runs;
        this.these = byIsland;
    }

    /** Returns the number of pixels. */
    int size() {
        return to - from;
    }

    /** Returns the number of runs. */
    int runCount() {
        return end - first;
    }

    /** Returns the image pixel at which a run starts; runs are in raster order. */
    int runFrom(int run) {
        return runs.from(these[first + run]);
    }

    /** Returns the image pixel after the last one of a run. */
    int runTo(int run) {
        return runs.to(these[first + run]);
    }

    /**
     * Becomes the island in a box, and sorts its pixels with a counting sort by level.
     *
     * @param floor lowest level
     * @param firstRun index of the island's first run among the runs by island
     * @param endRun index after its last
     */
    void become(Box around, int floor, int firstRun, int endRun) {
        box = around;
        first = firstRun;
        end = endRun;
        from = to;
        int highest = count(floor);
        for (int level = highest, next = from; level >= 0; level--) {
            int count = levels[level];
            levels[level] = next;
            next += count;
        }
        for (int n = 0; n < runCount(); n++) {
            int last = runTo(n);
            int place = box.place(runFrom(n));
            for (int i = runFrom(n); i < last; i++, place++) {
                int at = levels[Islands.level(image[i]) - floor]++;
                places[at] = place;
                heights[at] = image[i];
            }
        }
        Arrays.fill(levels, 0, highest + 1, 0);
    }

    /** Counts the pixels, and those of each level; returns the highest level. */
    private int count(int floor) {
        int highest = 0;
        for (int n = 0; n < runCount(); n++) {
            int last = runTo(n);
            for (int i = runFrom(n); i < last; i++) {
                int level = Islands.level(image[i]) - floor;
                highest = Math.max(highest, level);
                if (level >= levels.length) {
                    levels = Arrays.copyOf(levels, Math.max(level + 1, 2 * levels.length));
                }
                levels[level]++;
            }
            to += last - runFrom(n);
        }
        return highest;
    }
}
