package io.github.nucleoscope.images.pixels;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The smallest and largest of many numbers, and whether all are finite. The loops run over whole arrays, from 0, as
 * the compiler vectorises such loops; it does not vectorise a comparison of all numbers with a single accumulator.
 */
public final class Extremes {

    /** The number of values that are processed side by side. */
    private static final int SIDE_BY_SIDE = 256;

    private Extremes() {}

    /** Returns whether no value is NaN or infinite; true for an empty array. */
    public static boolean areFinite(float[] values) {
        // Only NaN and infinities do not cancel out, and sums that contain them are not finite either.
        float sum = 0;
        for (float some : reduce(values, 0, Extremes::cancel)) {
            sum += some;
        }
        return sum == 0;
    }

    /** Returns the smallest value; infinity for an empty array, NaN if any value is NaN. */
    public static float least(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float some : reduce(values, Float.POSITIVE_INFINITY, Extremes::lower)) {
            least = Math.min(least, some);
        }
        return least;
    }

    /**
     * Reduces all values, several side by side.
     *
     * @param neutral neutral element of the reduction
     * @param combine combines its first array with the second, in place
     * @return the result of the reduction, starting from an array of neutral elements
     */
    private static float[] reduce(float[] values, float neutral, BiConsumer<float[], float[]> combine) {
        float[] result = new float[SIDE_BY_SIDE];
        Arrays.fill(result, neutral);
        float[] some = new float[SIDE_BY_SIDE];
        for (int i = 0; i < values.length; i += SIDE_BY_SIDE) {
            int count = Math.min(SIDE_BY_SIDE, values.length - i);
            Arrays.fill(some, count, SIDE_BY_SIDE, neutral);
            System.arraycopy(values, i, some, 0, count);
            combine.accept(result, some);
        }
        return result;
    }

    private static void cancel(float[] sums, float[] values) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += values[k] - values[k];
        }
    }

    /**
     * Replaces each value by the one at the same index of another array if that is smaller, or NaN.
     *
     * @param least changed in place
     * @param values at least as long as the other array
     */
    public static void lower(float[] least, float[] values) {
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], values[k]);
        }
    }

    /**
     * Replaces each value by the one at the same index of another array if that is larger, or NaN.
     *
     * @param most changed in place
     * @param values at least as long as the other array
     */
    public static void raise(float[] most, float[] values) {
        for (int k = 0; k < most.length; k++) {
            most[k] = Math.max(most[k], values[k]);
        }
    }
}
