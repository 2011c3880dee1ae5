package io.github.nucleoscope.network;

/**
 * The weights of a convolution or a fully connected layer, without its biases.
 *
 * @param name name of the layer, such as {@code 3_32conv3x3}
 * @param offset index of the first weight in the flat buffers of {@link Backpropagation#parameters()} and
 *     {@link Backpropagation#gradient()}
 * @param length number of weights
 * @param fanIn number of input values of one output value
 * @param fanOut number of output values that depend on one input value
 */
public record WeightLayer(String name, int offset, int length, long fanIn, long fanOut) {}
