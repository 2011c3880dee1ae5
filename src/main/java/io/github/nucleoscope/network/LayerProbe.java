package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Operation.Rectify;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Observes the activations and back-propagated errors of a network on fixed images, with passes of its own that do not
 * affect those of a training; ND4J's operations compute them, whatever the engine of the training. Batch normalisation
 * uses the statistics of the probe's images, as in training; there is no dropout. Not thread-safe.
 */
public final class LayerProbe implements AutoCloseable {

    private final Computation computation;
    private final PortableGraph graph;
    private final INDArray parameters;
    private final INDArray gradient;
    private final ClassTruth truth;

    /**
     * @param network defines the layers and the standardisation of the input; its weights are not used
     * @param images [count, height, width, channels], before standardisation; 2 images or more
     * @param classes true class index of each image
     */
    public LayerProbe(Network network, float[] images, int[] classes) {
        int count = classes.length;
        if (images.length != network.input().values(count)) {
            throw new IllegalArgumentException(images.length + " values for " + count + " images of "
                    + network.input());
        }
        computation = network.computation().withoutDropout();
        parameters = Nd4j.create(DataType.FLOAT, network.parameterCount());
        gradient = Nd4j.create(DataType.FLOAT, network.parameterCount());
        graph = new PortableGraph(network, computation, count, parameters, gradient);
        truth = new ClassTruth(classes.clone(), new int[count], Objective.PLAIN);
        float[] standardised = images.clone();
        network.standardisation().apply(standardised, 0, standardised.length);
        graph.input().put(0, standardised);
    }

    /**
     * Returns statistics of the inputs of every ReLU and of the logits, and of the gradients of the cross-entropy
     * there, in the order of the layers.
     *
     * @param current parameters in the order of {@link Backpropagation#parameters()}; not modified
     */
    public List<LayerActivity> observe(INDArray current) {
        // A copy, because batch normalisation updates its running means.
        parameters.assign(current);
        Map<Node, Values> forward = new LinkedHashMap<>();
        // If a node is observed twice, its own output is the first one; in the backward pass the last one.
        graph.forward((node, values) -> {
            if (layer(node) != null) {
                forward.computeIfAbsent(node, shown -> Values.of(values, node.shape().channels()));
            }
        });
        Map<Node, Double> errors = new HashMap<>();
        // The gradient of the sum of the losses: each image's values have the gradient of its own loss (and, with batch
        // normalisation, of those of the other images).
        truth.compare(graph.logits(), graph.logitGradient(), 0, truth.classes().length, 1);
        graph.backward((node, values) -> {
            if (forward.containsKey(node)) {
                errors.put(node, Math.sqrt(sumOfSquares(values) / truth.classes().length));
            }
        });
        List<LayerActivity> activities = new ArrayList<>();
        forward.forEach((node, values) -> activities.add(new LayerActivity(layer(node), node != last(),
                node.shape().channels(), values.mean(), values.variance(), values.dead(), values.active(),
                errors.get(node))));
        return activities;
    }

    /** Returns the layer whose ReLU reads a node, or the output layer; null if it is neither. */
    private String layer(Node node) {
        if (node.index() == computation.nodes().size() - 1) {
            return node.name();
        }
        return computation.readers(node.index()).stream().filter(reader -> reader.operation() instanceof Rectify)
                .map(Node::name).findFirst().orElse(null);
    }

    private static double sumOfSquares(INDArray array) {
        // Not ND4J's norm: its 32-bit squares underflow to 0 for vanishing gradients.
        FloatBuffer buffer = Floats.of(array);
        double sum = 0;
        for (int i = 0; i < buffer.limit(); i++) {
            double value = buffer.get(i);
            sum += value * value;
        }
        return sum;
    }

    private Node last() {
        return computation.nodes().get(computation.nodes().size() - 1);
    }

    /** Statistics of all values of a node. */
    private record Values(double mean, double variance, double dead, double active) {

        static Values of(INDArray array, int channels) {
            FloatBuffer buffer = Floats.of(array);
            float[] values = new float[Math.toIntExact(array.length())];
            buffer.get(0, values);
            boolean[] alive = new boolean[channels];
            double sum = 0;
            double squares = 0;
            long positive = 0;
            for (int i = 0, channel = 0; i < values.length; i++) {
                double value = values[i];
                sum += value;
                squares += value * value;
                if (value > 0) {
                    alive[channel] = true;
                    positive++;
                }
                channel = channel + 1 == channels ? 0 : channel + 1;
            }
            int dead = 0;
            for (boolean one : alive) {
                dead += one ? 0 : 1;
            }
            double mean = sum / values.length;
            return new Values(mean, Math.max(0, squares / values.length - mean * mean), (double) dead / channels,
                    (double) positive / values.length);
        }
    }

    @Override
    public void close() {
        graph.close();
        gradient.close();
        parameters.close();
    }
}
