package io.github.nucleoscope.nuclei;

import java.util.Arrays;

/**
 * What is looked for in all pixels of an image. The loops run over whole arrays, from 0, as the compiler turns such
 * loops into vector instructions; it does not so where all pixels are compared with one number.
 */
final class Extremes {

    /** As many pixels are looked at side by side. */
    private static final int SIDE_BY_SIDE = 256;

    private Extremes() {}

    /** Whether no pixel is NaN or infinite. */
    static boolean areFinite(float[] values) {
        // Only NaN and the infinite floats do not cancel out, and what is added to them is neither finite.
        float[] sums = new float[SIDE_BY_SIDE];
        float[] some = new float[SIDE_BY_SIDE];
        int i = 0;
        for (; i + SIDE_BY_SIDE <= values.length; i += SIDE_BY_SIDE) {
            System.arraycopy(values, i, some, 0, SIDE_BY_SIDE);
            cancel(sums, some);
        }
        float sum = 0;
        for (; i < values.length; i++) {
            sum += values[i] - values[i];
        }
        for (float other : sums) {
            sum += other;
        }
        return sum == 0;
    }

    private static void cancel(float[] sums, float[] values) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += values[k] - values[k];
        }
    }

    /** The least pixel; none is NaN. */
    static float least(float[] values) {
        float[] least = new float[SIDE_BY_SIDE];
        float[] some = new float[SIDE_BY_SIDE];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        int i = 0;
        for (; i + SIDE_BY_SIDE <= values.length; i += SIDE_BY_SIDE) {
            System.arraycopy(values, i, some, 0, SIDE_BY_SIDE);
            lower(least, some);
        }
        float result = Float.POSITIVE_INFINITY;
        for (; i < values.length; i++) {
            result = Math.min(result, values[i]);
        }
        for (float other : least) {
            result = Math.min(result, other);
        }
        return result;
    }

    /** Of each two numbers the lower one. */
    static void lower(float[] least, float[] values) {
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], values[k]);
        }
    }

    /** Of each two numbers the higher one. */
    static void raise(float[] most, float[] values) {
        for (int k = 0; k < most.length; k++) {
            most[k] = Math.max(most[k], values[k]);
        }
    }
}
