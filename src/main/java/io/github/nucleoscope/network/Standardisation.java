package io.github.nucleoscope.network;

import io.github.nucleoscope.problem.InputException;

/**
 * Standardisation of a network's input: {@code (value - mean) / deviation}. Pixels in [0, 255] would be far outside the
 * range that the initialisation of weights assumes (LeCun et al., "Efficient BackProp", 1998, section 4.3).
 *
 * @param mean mean of the training pixels, finite
 * @param deviation their standard deviation, above 0 and finite
 */
public record Standardisation(double mean, double deviation) {

    /** The identity. */
    public static final Standardisation NONE = new Standardisation(0, 1);

    public Standardisation {
        if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
            throw new InputException("standardisation by mean " + mean + " and deviation " + deviation);
        }
    }

    /** Standardises {@code length} values in place, from index {@code offset} on. */
    public void apply(float[] values, int offset, int length) {
        float m = (float) mean;
        float factor = (float) (1 / deviation);
        for (int i = offset; i < offset + length; i++) {
            values[i] = (values[i] - m) * factor;
        }
    }
}
