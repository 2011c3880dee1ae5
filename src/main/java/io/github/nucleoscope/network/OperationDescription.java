package io.github.nucleoscope.network;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Operation.Add;
import io.github.nucleoscope.network.Operation.Connect;
import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.Operation.Drop;
import io.github.nucleoscope.network.Operation.Normalise;
import io.github.nucleoscope.network.Operation.Pool;
import io.github.nucleoscope.network.Operation.PoolGlobally;
import io.github.nucleoscope.network.Operation.Rectify;
import io.github.nucleoscope.network.Operation.Subsample;
import io.github.nucleoscope.network.Operation.Upsample;
import io.github.nucleoscope.problem.InputException;

/**
 * A description of one operation of a network, so that other programs can compute the same network.
 *
 * @param name name of the layer; in the model file, the prefix of its arrays {@code _weights}, {@code _biases},
 *     {@code _scales}, {@code _shifts}, {@code _means} and {@code _variances}
 * @param operation kind of operation, such as {@code convolution}
 * @param attributes settings, such as {@code stride}; pairs are [vertical, horizontal]
 * @param inputs indices of the operations that it reads; -1 is the image
 * @param output shape of the output for one image
 */
public record OperationDescription(String name, String operation, Map<String, Object> attributes,
        List<Integer> inputs, TensorShape output) {

    public OperationDescription {
        attributes = Map.copyOf(attributes);
        inputs = List.copyOf(inputs);
    }

    /**
     * Returns all operations of a network in topological order. Every ReLU is an operation of its own.
     *
     * @throws InputException if the input is too small for the architecture
     */
    public static List<OperationDescription> of(Architecture architecture, TensorShape input) {
        return Computation.of(architecture, input).nodes().stream().map(OperationDescription::of).toList();
    }

    private static OperationDescription of(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Convolve c) {
            return of(node, "convolution", Map.of("filters", c.filters(),
                    "kernel", List.of(c.kernelHeight(), c.kernelWidth()), "stride", c.stride(), "biased", c.biased()));
        }
        if (operation instanceof Normalise) {
            return of(node, "batch normalisation",
                    Map.of("epsilon", Normalise.EPSILON, "momentum", Normalise.MOMENTUM));
        }
        if (operation instanceof Rectify) {
            return of(node, "relu", Map.of());
        }
        if (operation instanceof Pool pool) {
            Pooling p = pool.window();
            return of(node, p.kind() == Pooling.Kind.MAXIMUM ? "maximum pooling" : "mean pooling",
                    Map.of("window", List.of(p.height(), p.width()), "stride", List.of(p.strideY(), p.strideX()),
                            "padding", List.of(p.padY(), p.padX())));
        }
        if (operation instanceof PoolGlobally) {
            return of(node, "global mean pooling", Map.of());
        }
        if (operation instanceof Connect connection) {
            return of(node, "fully connected", Map.of("units", connection.units()));
        }
        if (operation instanceof Drop drop) {
            return of(node, "dropout", Map.of("rate", drop.rate()));
        }
        if (operation instanceof Add) {
            return of(node, "sum", Map.of());
        }
        if (operation instanceof Subsample s) {
            return of(node, "subsampling", Map.of("stride", s.stride(), "channels", s.channels()));
        }
        if (operation instanceof Upsample u) {
            return of(node, "upsampling", Map.of("factors", List.of(u.height(), u.width())));
        }
        throw new IllegalStateException("there is no description of " + operation);
    }

    private static OperationDescription of(Node node, String operation, Map<String, Object> attributes) {
        return new OperationDescription(node.name(), operation, attributes, node.inputs(), node.shape());
    }
}
