package io.github.nucleoscope.diagnosis;

import java.util.stream.DoubleStream;

/** Of figures that are noisy one by one: single mini-batches, single epochs. */
final class Median {

    private Median() {}

    /** The middle value, or the mean of the two in the middle. One value or more. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
