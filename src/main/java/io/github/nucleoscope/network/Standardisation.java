package io.github.nucleoscope.network;

import java.util.List;

import io.github.nucleoscope.problem.InputException;

/**
 * Standardisation of a network's input: {@code (value - mean) / deviation}. Pixels in [0, 255] would be far outside the
 * range that the initialisation of weights assumes (LeCun et al., "Efficient BackProp", 1998, section 4.3).
 *
 * @param means mean of the training pixels of each channel, finite; a single one is that of all channels
 * @param deviations their standard deviations, as many, above 0 and finite
 */
public record Standardisation(List<Double> means, List<Double> deviations) {

    /** The identity, for any number of channels. */
    public static final Standardisation NONE = new Standardisation(0, 1);

    /**
     * Least number of values in a block of {@link #apply}. Only where all arrays have the same index does Java compute
     * several values at once.
     */
    private static final int BLOCK = 512;

    public Standardisation {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.isEmpty() || means.size() != deviations.size()) {
            throw new InputException("standardisation by " + means.size() + " means and " + deviations.size()
                    + " deviations");
        }
        for (int i = 0; i < means.size(); i++) {
            double mean = means.get(i);
            double deviation = deviations.get(i);
            if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
                throw new InputException("standardisation by mean " + mean + " and deviation " + deviation);
            }
        }
    }

    /** Standardises all channels alike. */
    public Standardisation(double mean, double deviation) {
        this(List.of(mean), List.of(deviation));
    }

    /** Whether this standardises images of a number of channels. */
    boolean suits(int channels) {
        return means.size() == 1 || means.size() == channels;
    }

    /** Standardises {@code length} values of interleaved channels in place, from a pixel's first, at {@code offset}. */
    public void apply(float[] values, int offset, int length) {
        if (means.size() == 1) {
            float mean = means.get(0).floatValue();
            float factor = (float) (1 / deviations.get(0));
            for (int i = offset; i < offset + length; i++) {
                values[i] = (values[i] - mean) * factor;
            }
            return;
        }
        float[] mean = repeated(means);
        float[] factor = repeated(deviations.stream().map(deviation -> 1 / deviation).toList());
        float[] block = new float[mean.length];
        for (int start = 0; start < length; start += block.length) {
            int count = Math.min(block.length, length - start);
            System.arraycopy(values, offset + start, block, 0, count);
            for (int i = 0; i < count; i++) {
                block[i] = (block[i] - mean[i]) * factor[i];
            }
            System.arraycopy(block, 0, values, offset + start, count);
        }
    }

    private static float[] repeated(List<Double> channels) {
        float[] repeated = new float[(BLOCK / channels.size() + 1) * channels.size()];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = channels.get(i % channels.size()).floatValue();
        }
        return repeated;
    }
}
