package io.github.nucleoscope.network;

import java.util.List;

/**
 * One operation of a network laid out for an input.
 *
 * @param index its place in the network; its inputs come before it
 * @param name for messages and weights, such as {@code 3_bn}; parts of a layer have the layer's name
 * @param operation what it computes
 * @param inputs indices of the nodes that it reads; {@link #IMAGE} is the image
 * @param shape of what it computes
 * @param parameters its blocks in the flat parameter buffer, in the order of {@link ParameterBlock.Kind}
 */
record Node(int index, String name, Operation operation, List<Integer> inputs, TensorShape shape,
        List<ParameterBlock> parameters) {

    /** Stands for the image in {@link #inputs}. */
    static final int IMAGE = -1;

    Node {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** The first input. */
    int input() {
        return inputs.get(0);
    }

    /** The block of a kind. */
    ParameterBlock parameters(ParameterBlock.Kind kind) {
        return parameters.stream().filter(block -> block.kind() == kind).findFirst().orElseThrow();
    }
}
