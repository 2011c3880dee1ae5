package io.github.nucleoscope.nuclei;

import java.util.Arrays;

/** The highest pixels of an image, or of its tiles one after the other. */
final class Highest {

    /** So many rows of so many pixels are looked at together, whatever the width of the image. */
    private static final int ROWS = 16;
    private static final int COLUMNS = 128;

    private final int wanted;

    /** The highest of each column, and a row. */
    private final float[] most = new float[COLUMNS];
    private final float[] some = new float[COLUMNS];

    /** The highest so far, in no order, and some that are not. */
    private final float[] kept;
    private int count;

    /** What is not above it is none of the highest; at least 0. */
    private float bar;

    /** @param wanted how many of the highest */
    Highest(int wanted) {
        this.wanted = wanted;
        this.kept = new float[4 * wanted];
    }

    /** Looks at some pixels; only those above 0 count. */
    void add(float[] values, int from, int to) {
        int i = from;
        for (; i + ROWS * COLUMNS <= to; i += ROWS * COLUMNS) {
            System.arraycopy(values, i, most, 0, COLUMNS);
            for (int row = 1; row < ROWS; row++) {
                System.arraycopy(values, i + row * COLUMNS, some, 0, COLUMNS);
                Extremes.raise(most, some);
            }
            for (int column = 0; column < COLUMNS; column++) {
                for (int k = i + column; most[column] > bar && k < i + ROWS * COLUMNS; k += COLUMNS) {
                    consider(values[k]);
                }
            }
        }
        for (; i < to; i++) {
            consider(values[i]);
        }
    }

    void add(Highest other) {
        for (int i = 0; i < other.count; i++) {
            consider(other.kept[i]);
        }
    }

    private void consider(float value) {
        if (!(value > bar)) {
            return;
        }
        kept[count++] = value;
        if (count == kept.length) {
            Arrays.sort(kept);
            System.arraycopy(kept, count - wanted, kept, 0, wanted);
            count = wanted;
            bar = kept[0];
        }
    }

    /** The lowest of the highest: what so many pixels reach. 0 if fewer are above 0. */
    float lowest() {
        float[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return count < wanted ? 0 : sorted[count - wanted];
    }
}
