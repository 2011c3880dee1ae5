package io.github.nucleoscope.images.pixels;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The smallest and largest of many numbers, and whether all are finite. The loops run over whole arrays, from 0, as
 * the compiler turns such loops into vector instructions; it does not where all numbers are compared with a single
 * one.
 */
public final class Extremes {

    /** The number of values that are looked at side by side. */
    private static final int SIDE_BY_SIDE = 256;

    private Extremes() {}

    /** Whether no value is NaN or infinite; true of none. */
    public static boolean areFinite(float[] values) {
        // Only NaN and the infinite floats do not cancel out, and what is added to them is neither finite.
        float sum = 0;
        for (float some : sideBySide(values, 0, Extremes::cancel)) {
            sum += some;
        }
        return sum == 0;
    }

    /** The smallest value; infinity of none. NaN if any value is NaN. */
    public static float least(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float some : sideBySide(values, Float.POSITIVE_INFINITY, Extremes::lower)) {
            least = Math.min(least, some);
        }
        return least;
    }

    /**
     * Looks at all values, some side by side.
     *
     * @param nothing what changes nothing
     * @param look changes its first array by the numbers of the second
     * @return what became of an array of nothing
     */
    private static float[] sideBySide(float[] values, float nothing, BiConsumer<float[], float[]> look) {
        float[] result = new float[SIDE_BY_SIDE];
        Arrays.fill(result, nothing);
        float[] some = new float[SIDE_BY_SIDE];
        for (int i = 0; i < values.length; i += SIDE_BY_SIDE) {
            int count = Math.min(SIDE_BY_SIDE, values.length - i);
            Arrays.fill(some, count, SIDE_BY_SIDE, nothing);
            System.arraycopy(values, i, some, 0, count);
            look.accept(result, some);
        }
        return result;
    }

    private static void cancel(float[] sums, float[] values) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += values[k] - values[k];
        }
    }

    /**
     * Lowers each value to the one at the same place of another array where that is smaller; to NaN where it is NaN.
     *
     * @param least changed in place
     * @param values as long as the other, or longer
     */
    public static void lower(float[] least, float[] values) {
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], values[k]);
        }
    }

    /**
     * Raises each value to the one at the same place of another array where that is larger; to NaN where it is NaN.
     *
     * @param most changed in place
     * @param values as long as the other, or longer
     */
    public static void raise(float[] most, float[] values) {
        for (int k = 0; k < most.length; k++) {
            most[k] = Math.max(most[k], values[k]);
        }
    }
}
