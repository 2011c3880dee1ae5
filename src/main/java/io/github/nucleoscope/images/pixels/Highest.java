package io.github.nucleoscope.images.pixels;

/**
 * The highest pixels of an image, or of its tiles one after the other: as many as are wanted, without a sort. Not
 * thread-safe.
 */
public final class Highest {

    /** The number of rows of {@value #COLUMNS} pixels that are looked at together, whatever the image's width. */
    private static final int ROWS = 16;

    /** The number of pixels that are looked at side by side. */
    private static final int COLUMNS = 128;

    /** The highest so far, the lowest of them first; 0 where there are fewer. */
    private final float[] highest;

    /** The highest of each column, and a row. */
    private final float[] most = new float[COLUMNS];
    private final float[] some = new float[COLUMNS];

    /** @param wanted how many of the highest pixels, 1 or more */
    public Highest(int wanted) {
        this.highest = new float[wanted];
    }

    /**
     * Looks at some pixels; only those above 0 count.
     *
     * @param values of which some are meant; none is NaN
     * @param from index of the first
     * @param to index after the last
     */
    public void add(float[] values, int from, int to) {
        int i = from;
        for (; i + ROWS * COLUMNS <= to; i += ROWS * COLUMNS) {
            System.arraycopy(values, i, most, 0, COLUMNS);
            for (int row = 1; row < ROWS; row++) {
                System.arraycopy(values, i + row * COLUMNS, some, 0, COLUMNS);
                Extremes.raise(most, some);
            }
            for (int column = 0; column < COLUMNS; column++) {
                for (int k = i + column; most[column] > highest[0] && k < i + ROWS * COLUMNS; k += COLUMNS) {
                    consider(values[k]);
                }
            }
        }
        for (; i < to; i++) {
            consider(values[i]);
        }
    }

    /**
     * Looks at the highest pixels of another part of the image.
     *
     * @param other which kept as many as this keeps, or more; not changed
     */
    public void add(Highest other) {
        for (float value : other.highest) {
            consider(value);
        }
    }

    private void consider(float value) {
        if (value > highest[0]) {
            int k = 1;
            while (k < highest.length && highest[k] < value) {
                highest[k - 1] = highest[k];
                k++;
            }
            highest[k - 1] = value;
        }
    }

    /** The lowest of the highest: the height that as many pixels as were wanted reach. 0 if fewer are above 0. */
    public float lowest() {
        return highest[0];
    }
}
