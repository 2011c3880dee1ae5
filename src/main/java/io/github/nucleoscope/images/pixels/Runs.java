package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/**
 * Pixels as runs along rows, numbered from 0 in the order in which they were added. Pixels are indices into the image,
 * row by row.
 */
public final class Runs {

    private int[] from = new int[256];
    private int[] to = new int[256];
    private int count;

    /**
     * Adds a run.
     *
     * @param first its first pixel
     * @param end the pixel after its last one, which is in the same row
     * @return its number
     */
    public int add(int first, int end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = first;
        to[count] = end;
        return count++;
    }

    /** Returns the number of runs. */
    public int count() {
        return count;
    }

    /** Returns the first pixel of a run. */
    public int from(int run) {
        return from[run];
    }

    /** Returns the pixel after the last one of a run. */
    public int to(int run) {
        return to[run];
    }
}
