package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Pooling;

/** The operation of a {@link Node}. */
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
        /** Weight of a mini-batch's mean and variance in the update of the running ones. */
        static final double MOMENTUM = 0.1;
    }

    /** ReLU: max(0, x). */
    record Rectify() implements Operation {}

    /** Max or mean pooling. */
    record Pool(Pooling window) implements Operation {}

    /** Global mean pooling of each channel. */
    record PoolGlobally() implements Operation {}

    /** Fully connected layer with biases. */
    record Connect(int units) implements Operation {}

    /** Dropout. */
    record Drop(double rate) implements Operation {}

    /** Sum of two nodes of equal shape: the body of a residual block and its shortcut, in this order. */
    record Add() implements Operation {}

    /** Nearest-neighbour upsampling: each value is repeated in a block of {@code height} x {@code width} pixels. */
    record Upsample(int height, int width) implements Operation {}

    /** Every {@code stride}-th row and column; channels are copied, and additional ones are 0. */
    record Subsample(int stride, int channels) implements Operation {}
}
