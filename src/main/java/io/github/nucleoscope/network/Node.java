package io.github.nucleoscope.network;

import java.util.List;

/**
 * One operation in the computation graph of a network.
 *
 * @param index index in the graph; its inputs have lower indices
 * @param name name in messages and of its weights, such as {@code 3_bn}; all operations of a layer have the layer's
 *     name
 * @param operation the operation
 * @param inputs indices of the nodes that it reads; {@link #IMAGE} is the image
 * @param shape shape of the output
 * @param parameters blocks in the flat parameter buffer, in the order of {@link ParameterBlock.Kind}
 */
record Node(int index, String name, Operation operation, List<Integer> inputs, TensorShape shape,
        List<ParameterBlock> parameters) {

    /** The index of the image in {@link #inputs}. */
    static final int IMAGE = -1;

    Node {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** Returns the index of the first input. */
    int input() {
        return inputs.get(0);
    }

    /** Returns the parameter block of a kind. */
    ParameterBlock parameters(ParameterBlock.Kind kind) {
        return parameters.stream().filter(block -> block.kind() == kind).findFirst().orElseThrow();
    }
}
