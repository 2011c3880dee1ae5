package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one array of weights or biases lies in the flat parameter buffer of a network.
 *
 * @param name {@code <layer>_<token>_weights} or {@code …_biases}, layers counted from 1; unique in a network
 * @param layer index of the layer in the architecture, from 0
 * @param offset index of the first value in the flat buffer
 * @param shape convolution weights [kernel height, kernel width, input channels, filters]; fully connected weights
 *     [inputs, units], the inputs in the order height, width, channels; biases [filters] or [units]
 */
record ParameterBlock(String name, int layer, int offset, long... shape) {

    int length() {
        long length = 1;
        for (long side : shape) {
            length = Math.multiplyExact(length, side);
        }
        return Math.toIntExact(length);
    }

    boolean isBias() {
        return shape.length == 1;
    }

    /** Number of values that one output value is summed from (Glorot and Bengio 2010, section 4.2.1). */
    long fanIn() {
        return length() / shape[shape.length - 1];
    }

    /** Number of output values that one input value goes into. */
    long fanOut() {
        return length() / shape[shape.length - 2];
    }

    /**
     * All blocks of a network in the order of its layers, weights before biases, without gaps.
     *
     * @throws IllegalArgumentException where the input does not fit the architecture, or there are more than 2^31
     *     parameters
     */
    static List<ParameterBlock> of(Architecture architecture, TensorShape input) {
        try {
            return lay(architecture, input);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the network '" + architecture + "' on " + input
                    + " has more than 2^31 parameters: make its layers smaller or pool more");
        }
    }

    private static List<ParameterBlock> lay(Architecture architecture, TensorShape input) {
        List<TensorShape> outputs = architecture.shapes(input);
        List<ParameterBlock> blocks = new ArrayList<>();
        int offset = 0;
        TensorShape in = input;
        for (int i = 0; i < outputs.size(); i++) {
            Layer layer = architecture.layers().get(i);
            long[] weights = weightShape(layer, in);
            if (weights != null) {
                String name = (i + 1) + "_" + layer;
                ParameterBlock w = new ParameterBlock(name + "_weights", i, offset, weights);
                ParameterBlock b = new ParameterBlock(name + "_biases", i, Math.addExact(offset, w.length()),
                        weights[weights.length - 1]);
                blocks.add(w);
                blocks.add(b);
                offset = Math.addExact(b.offset, b.length());
            }
            in = outputs.get(i);
        }
        return blocks;
    }

    private static long[] weightShape(Layer layer, TensorShape in) {
        if (layer instanceof Convolution c) {
            return new long[] {c.kernelHeight(), c.kernelWidth(), in.channels(), c.filters()};
        }
        if (layer instanceof FullyConnected f) {
            return new long[] {in.values(), f.units()};
        }
        if (layer instanceof Output o) {
            return new long[] {in.values(), o.units()};
        }
        return null;
    }
}
