package io.github.nucleoscope.dataset;

import java.util.SplittableRandom;

/**
 * Fast Gaussian noise of mean 0 and variance 1. Each number is one of 4,096 equally likely values, the
 * normal distribution's quantiles, at most 3.7 either way; five are drawn from 64 random bits. Much finer than what an
 * image shows, and several times as fast as {@link SplittableRandom#nextGaussian}.
 */
final class GaussianNoise {

    private static final int INDEX_BITS = 12;
    private static final int PER_DRAW = Long.SIZE / INDEX_BITS;
    private static final int MASK = (1 << INDEX_BITS) - 1;
    private static final float[] QUANTILES = quantiles(1 << INDEX_BITS);

    /** Step of the numerical integration of the density. */
    private static final double STEP = 1.0 / (1 << 12);

    private GaussianNoise() {}

    /** Fills an array with noise. */
    static void fill(float[] noise, SplittableRandom random) {
        int whole = noise.length - noise.length % PER_DRAW;
        for (int i = 0; i < whole; i += PER_DRAW) {
            long bits = random.nextLong();
            for (int j = 0; j < PER_DRAW; j++) {
                noise[i + j] = QUANTILES[(int) (bits >>> j * INDEX_BITS) & MASK];
            }
        }
        long bits = random.nextLong();
        for (int i = whole; i < noise.length; i++) {
            noise[i] = QUANTILES[(int) (bits >>> (i - whole) * INDEX_BITS) & MASK];
        }
    }

    /**
     * Returns the normal distribution's quantiles of (i + 1/2) / count, scaled to variance 1.
     *
     * @param count an even number
     */
    static float[] quantiles(int count) {
        double[] upper = new double[count / 2];
        double squares = 0;
        double probability = 0.5;
        double z = 0;
        for (int i = 0; i < upper.length; i++) {
            double wanted = 0.5 + (i + 0.5) / count;
            double step = density(z + STEP / 2) * STEP;
            while (probability + step < wanted) {
                probability += step;
                z += STEP;
                step = density(z + STEP / 2) * STEP;
            }
            upper[i] = z + (wanted - probability) / step * STEP;
            squares += upper[i] * upper[i];
        }
        double scale = 1 / Math.sqrt(squares / upper.length);
        float[] all = new float[count];
        for (int i = 0; i < upper.length; i++) {
            all[upper.length + i] = (float) (scale * upper[i]);
            all[upper.length - 1 - i] = -all[upper.length + i];
        }
        return all;
    }

    /** The density of the normal distribution; equal on every machine. */
    private static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
