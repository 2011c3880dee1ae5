package io.github.nucleoscope.nuclei;

import java.util.Arrays;

/**
 * One island of {@link Islands} in a box of its own, with a margin of one pixel, so that no pixel is at the border of
 * the box, and all are near each other in memory. Not thread-safe: the arrays are used again for the next island.
 */
final class Island {

    /** Places in the box of the pixels, from the highest to the lowest. Near equal heights are in raster order. */
    int[] order = {};

    /** The number of pixels. */
    int size;

    /** Heights of the box, row by row; what they say of other pixels than the island's says nothing. */
    float[] heights = {};

    /** The number of pixels in a row of the box. */
    int stride;

    /** The number of pixels of the box. */
    int boxSize;

    /** Rows of the box. */
    RowIndex rows;

    /** Row and column in the image of place 0 of the box, which may be outside, and the image's width. */
    private int top;
    private int left;
    private int width;

    /** Runs, of which these are the island's, from the first to before the end, in raster order. */
    private Runs runs;
    private int[] these;
    private int first;
    private int end;

    /** Of each level above the floor, how many pixels have it, then where the next of them goes. */
    private int[] places = new int[1 << Byte.SIZE];

    /** Sets the box, margin excluded, of an image of some width. */
    void setBox(int minX, int minY, int maxX, int maxY, int imageWidth) {
        stride = maxX - minX + 3;
        boxSize = stride * (maxY - minY + 3);
        rows = new RowIndex(stride, maxY - minY + 3);
        width = imageWidth;
        top = minY - 1;
        left = minX - 1;
        if (heights.length < boxSize) {
            heights = new float[boxSize + boxSize / 2];
        }
    }

    /** The image's pixel at a place of the box. */
    int pixel(int place) {
        int y = rows.of(place);
        return (top + y) * width + left + place - y * stride;
    }

    /** The place in the box of a pixel of the image. */
    int place(int pixel) {
        int y = pixel / width;
        return (y - top) * stride + pixel - y * width - left;
    }

    /** The number of runs. */
    int runCount() {
        return end - first;
    }

    /** The image's pixel where a run starts; runs are in raster order. */
    int from(int run) {
        return runs.from(these[first + run]);
    }

    /** The image's pixel after the last one of a run. */
    int to(int run) {
        return runs.to(these[first + run]);
    }

    /**
     * Sorts the pixels by counting those of each level.
     *
     * @param floor the level of the lowest
     * @param allRuns of pixels
     * @param byIsland numbers of the island's runs in raster order, from one place to before another
     */
    void fill(float[] image, int floor, Runs allRuns, int[] byIsland, int from, int to) {
        runs = allRuns;
        these = byIsland;
        first = from;
        end = to;
        int highest = count(image, floor);
        if (order.length < size) {
            order = new int[size + size / 2];
        }
        for (int level = highest, next = 0; level >= 0; level--) {
            int count = places[level];
            places[level] = next;
            next += count;
        }
        for (int n = 0; n < runCount(); n++) {
            int last = to(n);
            int place = place(from(n));
            for (int i = from(n); i < last; i++, place++) {
                order[places[Islands.level(image[i]) - floor]++] = place;
                heights[place] = image[i];
            }
        }
        Arrays.fill(places, 0, highest + 1, 0);
    }

    /** Counts the pixels of each level; returns the highest level. */
    private int count(float[] image, int floor) {
        int highest = 0;
        size = 0;
        for (int n = 0; n < runCount(); n++) {
            int to = to(n);
            for (int i = from(n); i < to; i++) {
                int level = Islands.level(image[i]) - floor;
                highest = Math.max(highest, level);
                if (level >= places.length) {
                    places = Arrays.copyOf(places, Math.max(level + 1, 2 * places.length));
                }
                places[level]++;
            }
            size += to - from(n);
        }
        return highest;
    }
}
