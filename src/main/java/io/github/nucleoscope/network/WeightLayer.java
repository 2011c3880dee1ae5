package io.github.nucleoscope.network;

/**
 * The weights of a convolution or a fully connected layer, its biases not among them.
 *
 * @param name of the layer, such as {@code 3_32conv3x3}
 * @param offset index of the first in the flat buffers of {@link Backpropagation#parameters()} and
 *     {@link Backpropagation#gradient()}
 * @param length how many there are
 * @param fanIn number of values that one output value is summed from
 * @param fanOut number of output values that one input value goes into
 */
public record WeightLayer(String name, int offset, int length, long fanIn, long fanOut) {}
