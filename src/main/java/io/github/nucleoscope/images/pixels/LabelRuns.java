package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/**
 * The pixels of each label as runs along rows. Shapes are computed from runs, which are far fewer than
 * its pixels. Labels are numbers from 0 on; pixels are indices into the image, row by row; runs are numbered from 0 in
 * the order in which they were added, and those of one label are linked from the last to the first. Not thread-safe
 * while runs are added.
 */
public final class LabelRuns {

    private final Runs runs = new Runs();

    /** For each run, the previous one of the same label; -1 for the first. */
    private int[] before = new int[256];

    /** For each label, its last run; -1 if it has none. */
    private int[] last;

    /** @param labels the largest label that is expected; larger ones may follow */
    public LabelRuns(int labels) {
        last = new int[labels + 1];
        Arrays.fill(last, -1);
    }

    /**
     * Returns the runs of a mask, as label 1.
     *
     * @param mask row by row
     * @param width pixels in a row; the length of the mask is a multiple of it
     */
    public static LabelRuns of(boolean[] mask, int width) {
        LabelRuns runs = new LabelRuns(1);
        for (int start = 0; start < mask.length; start += width) {
            int i = start;
            while (i < start + width) {
                int first = i;
                while (i < start + width && mask[i]) {
                    i++;
                }
                if (i > first) {
                    runs.add(1, first, i);
                }
                i++;
            }
        }
        return runs;
    }

    /**
     * Returns the runs of a mask along its columns, as label 1: those of the transposed mask, in which a row has as
     * many pixels as the mask has rows.
     *
     * @param mask row by row
     * @param width pixels in a row; the length of the mask is a multiple of it
     */
    public static LabelRuns ofColumns(boolean[] mask, int width) {
        int height = mask.length / width;
        boolean[] turned = new boolean[mask.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x * height + y] = mask[y * width + x];
            }
        }
        return of(turned, height);
    }

    /**
     * Adds a run. It is below the runs of the same label that were added before, or to the right of them.
     *
     * @param label 0 or more
     * @param first its first pixel
     * @param end the pixel after its last one, which is in the same row
     */
    public void add(int label, int first, int end) {
        if (label >= last.length) {
            int labels = last.length;
            last = Arrays.copyOf(last, 2 * label);
            Arrays.fill(last, labels, last.length, -1);
        }
        int run = runs.add(first, end);
        if (run == before.length) {
            before = Arrays.copyOf(before, 2 * run);
        }
        before[run] = last[label];
        last[label] = run;
    }

    /** Removes the runs of a label. */
    public void clear(int label) {
        last[label] = -1;
    }

    /** Returns the last run of a label, the lowest one in the image; -1 if it has none. */
    public int last(int label) {
        return label < last.length ? last[label] : -1;
    }

    /** Returns the first pixel of a label, which must have runs. */
    int first(int label) {
        int run = last[label];
        while (before[run] >= 0) {
            run = before[run];
        }
        return runs.from(run);
    }

    /** Returns the previous run of the same label; -1 for the first. */
    public int before(int run) {
        return before[run];
    }

    /** Returns the first pixel of a run. */
    public int from(int run) {
        return runs.from(run);
    }

    /** Returns the pixel after the last one of a run. */
    public int to(int run) {
        return runs.to(run);
    }
}
