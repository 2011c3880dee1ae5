package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/** Pixels as runs along rows: indices into the image of the first pixel of each and after the last. */
public final class Runs {

    private int[] from = new int[256];
    private int[] to = new int[256];
    private int count;

    /**
     * Adds a run.
     *
     * @param end index after its last pixel, in the same row
     * @return its number, from 0
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

    /** The number of runs. */
    public int count() {
        return count;
    }

    /** Index of the first pixel of a run. */
    public int from(int run) {
        return from[run];
    }

    /** Index after the last pixel of a run. */
    public int to(int run) {
        return to[run];
    }
}
