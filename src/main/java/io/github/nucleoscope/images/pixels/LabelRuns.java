package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/**
 * The pixels of each label as runs along rows. What is to be known of the shape of a label is read from its runs, far
 * fewer than its pixels.
 */
public final class LabelRuns {

    private final Runs runs = new Runs();

    /** Of each run, the one before it of the same label; -1 of the first. */
    private int[] before = new int[256];

    /** Of each label, its last run; -1 where it has none. */
    private int[] last;

    /** @param labels the largest label, for a start */
    public LabelRuns(int labels) {
        last = new int[labels + 1];
        Arrays.fill(last, -1);
    }

    /** The pixels of a mask with this many in a row, as label 1. */
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

    /** The same of the mask that has the columns of this one as rows. */
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
     * Adds a run, which is below or to the right of those before of the same label.
     *
     * @param first index of its first pixel in the image
     * @param end index after its last one, in the same row
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

    /** Forgets the runs of a label. */
    public void clear(int label) {
        last[label] = -1;
    }

    /** The last run of a label, the lowest one; -1 where it has none. */
    public int last(int label) {
        return label < last.length ? last[label] : -1;
    }

    /** Index of the first pixel of a label that has runs. */
    int first(int label) {
        int run = last[label];
        while (before[run] >= 0) {
            run = before[run];
        }
        return runs.from(run);
    }

    /** The run before one of the same label; -1 of the first. */
    public int before(int run) {
        return before[run];
    }

    /** Index of the first pixel of a run. */
    public int from(int run) {
        return runs.from(run);
    }

    /** Index after the last pixel of a run. */
    public int to(int run) {
        return runs.to(run);
    }
}
