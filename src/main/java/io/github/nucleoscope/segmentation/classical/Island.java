package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.Runs;

/**
 * One island of {@link Islands}, sorted by height, in a {@link Box} of its own. Not thread-safe: it becomes the next
 * island, whose pixels come after this one's.
 */
final class Island {

    /** Places in the box of the pixels, from the highest to the lowest. Near equal heights are in raster order. */
    final int[] places;

    /** Heights of these pixels. */
    final float[] heights;

    /** Where this island's pixels are in both, from the first to before the end. */
    int from;
    int to;

    Box box;

    private final float[] image;

    /** Runs, of which these are the island's, from the first to before the end, in raster order. */
    private final Runs runs;
    private final int[] these;
    private int first;
    private int end;

    /** Of each level above the floor, how many pixels have it, then where the next of them goes. */
    private int[] levels = new int[1 << Byte.SIZE];

    /**
     * @param size number of pixels of all islands
     * @param runs of pixels
     * @param byIsland numbers of the runs, one island after the other
     */
    Island(int size, float[] image, Runs runs, int[] byIsland) {
        this.places = new int[size];
        this.heights = new float[size];
        this.image = image;
        this.runs = runs;
        this.these = byIsland;
    }

    /** The number of pixels. */
    int size() {
        return to - from;
    }

    /** The number of runs. */
    int runCount() {
        return end - first;
    }

    /** The image's pixel where a run starts; runs are in raster order. */
    int runFrom(int run) {
        return runs.from(these[first + run]);
    }

    /** The image's pixel after the last one of a run. */
    int runTo(int run) {
        return runs.to(these[first + run]);
    }

    /**
     * Becomes the island in a box and sorts its pixels by counting those of each level.
     *
     * @param floor the level of the lowest
     * @param firstRun place among the runs by island of the island's first
     * @param endRun the place after its last
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
