package io.github.nucleoscope.images.pixels;

/**
 * Selects the highest pixels of an image, or of its tiles one after the other, without sorting. Not thread-safe.
 */
public final class Highest {

    /** The number of rows of {@value #COLUMNS} pixels that are processed together, whatever the image's width. */
    private static final int ROWS = 16;

    /** The number of pixels that are processed side by side. */
    private static final int COLUMNS = 128;

    /** The highest so far, the lowest of them first; 0 if there are fewer. */
    private final float[] highest;

    /** The maximum of each column, and a row. */
    private final float[] most = new float[COLUMNS];
    private final float[] some = new float[COLUMNS];

    /** @param wanted how many of the highest pixels to keep, 1 or more */
    public Highest(int wanted) {
        this.highest = new float[wanted];
    }

    /**
     * Adds a range of pixels; only those above 0 count.
     *
     * @param values pixels, none of them NaN
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
     * Adds the highest pixels of another part of the image.
     *
     * @param other selection that keeps at least as many as this one; not changed
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

    /**
     * Returns the lowest of the highest pixels: the value that as many as were wanted reach. 0 if fewer are above 0.
     */
    public float lowest() {
        return highest[0];
    }
}
