package io.github.nucleoscope.diagnosis;

import java.util.stream.DoubleStream;

/** Computes medians of values that are individually noisy, such as those of single mini-batches or epochs. */
final class Median {

    private Median() {}

    /** Returns the median of one or more values: for an even count the mean of the middle two. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
