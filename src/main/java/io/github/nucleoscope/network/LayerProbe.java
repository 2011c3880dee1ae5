package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Operation.Rectify;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Looks into a network at fixed images: a forward pass of its own, with ND4J's operations, so that nothing is taken
 * from the passes of a training, whichever engine computes those. Batch normalisation goes by the probe's images, as in
 * a training; there is no dropout. Not thread-safe.
 */
public final class LayerProbe implements AutoCloseable {

    private final Computation computation;
    private final PortableGraph graph;
    private final INDArray parameters;
    private final INDArray gradient;

    /**
     * @param network gives the layers, and what is done to the input; not the weights
     * @param images [count, height, width, channels], before standardisation
     * @param count how many images these are, 2 or more
     */
    public LayerProbe(Network network, float[] images, int count) {
        if (images.length != network.input().values(count)) {
            throw new IllegalArgumentException(images.length + " values for " + count + " images of "
                    + network.input());
        }
        computation = network.computation().withoutDropout();
        parameters = Nd4j.create(DataType.FLOAT, network.parameterCount());
        gradient = Nd4j.create(DataType.FLOAT, network.parameterCount());
        graph = new PortableGraph(network, computation, count, parameters, gradient);
        float[] standardised = images.clone();
        network.standardisation().apply(standardised, 0, standardised.length);
        graph.input().put(0, standardised);
    }

    /**
     * What every ReLU gets, and the logits, in the order of the layers.
     *
     * @param current parameters, in the order of {@link Backpropagation#parameters()}; they stay as they are
     */
    public List<LayerActivity> observe(INDArray current) {
        // A copy: batch normalisation moves its running means on.
        parameters.assign(current);
        List<LayerActivity> activities = new ArrayList<>();
        Node[] shown = {null};
        graph.forward((node, values) -> {
            if (node == shown[0]) {
                return;
            }
            shown[0] = node;
            String layer = layer(node);
            if (layer != null) {
                activities.add(measure(layer, node, values));
            }
        });
        return activities;
    }

    /** The layer whose ReLU reads a node, or the output layer; null where it is neither. */
    private String layer(Node node) {
        if (node.index() == computation.nodes().size() - 1) {
            return node.name();
        }
        return computation.readers(node.index()).stream().filter(reader -> reader.operation() instanceof Rectify)
                .map(Node::name).findFirst().orElse(null);
    }

    private Node last() {
        return computation.nodes().get(computation.nodes().size() - 1);
    }

    private LayerActivity measure(String layer, Node node, INDArray array) {
        FloatBuffer buffer = Floats.of(array);
        float[] values = new float[Math.toIntExact(array.length())];
        buffer.get(0, values);
        int channels = node.shape().channels();
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
        return new LayerActivity(layer, node != last(), channels, mean,
                Math.max(0, squares / values.length - mean * mean), (double) dead / channels,
                (double) positive / values.length);
    }

    @Override
    public void close() {
        graph.close();
        gradient.close();
        parameters.close();
    }
}
