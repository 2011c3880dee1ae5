package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Pooling;

/** What one {@link Node} of a network computes. */
sealed interface Operation {

    /**
     * A convolution, zero-padded by (kernel - 1) / 2 at the start.
     *
     * @param biased whether each filter has a bias
     */
    record Convolve(int filters, int kernelHeight, int kernelWidth, int stride, boolean biased)
            implements Operation {}

    /** Batch normalisation. */
    record Normalise() implements Operation {
        /** Added to the variance, so that a constant channel stays finite. */
        static final double EPSILON = 1e-5;
        /** How much of a mini-batch's mean and variance goes into the running ones. */
        static final double MOMENTUM = 0.1;
    }

    /** ReLU: max(0, x). */
    record Rectify() implements Operation {}

    /** Maximum or mean of windows. */
    record Pool(Pooling window) implements Operation {}

    /** Mean of each channel over the image. */
    record PoolGlobally() implements Operation {}

    /** Fully connected, with biases. */
    record Connect(int units) implements Operation {}

    /** Dropout. */
    record Drop(double rate) implements Operation {}

    /** The sum of two nodes of the same shape: first the body of a residual block, then its shortcut. */
    record Add() implements Operation {}

    /** Each value as a block of so many rows and columns. */
    record Upsample(int height, int width) implements Operation {}

    /** Every so manieth row and column; channels are left as they are, further ones are 0. */
    record Subsample(int stride, int channels) implements Operation {}
}
