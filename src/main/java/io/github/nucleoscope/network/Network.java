package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;

/**
 * An architecture with its weights, for one input shape. Immutable: nothing writes to the parameters of a network once
 * it exists.
 */
public final class Network {

    private final Architecture architecture;
    private final TensorShape input;
    private final Standardisation standardisation;
    private final Computation computation;
    private final float[] parameters;

    private Network(Architecture architecture, TensorShape input, Standardisation standardisation,
            Computation computation, float[] parameters) {
        this.architecture = architecture;
        this.input = input;
        this.standardisation = standardisation;
        this.computation = computation;
        this.parameters = parameters;
    }

    /** One array of a network, by the name that it has in the model file. */
    public record Weights(long[] shape, float[] values) {}

    /**
     * A new network.
     *
     * @param input shape of one image
     * @param seed the same seed gives the same weights on every machine
     * @throws InputException where the input is too small for the architecture
     */
    public static Network initialise(Architecture architecture, TensorShape input, Standardisation standardisation,
            Initialisation initialisation, long seed) {
        Computation computation = Computation.of(architecture, input);
        List<ParameterBlock> blocks = computation.blocks();
        float[] parameters = new float[count(blocks)];
        Random random = new Random(seed);
        for (ParameterBlock block : blocks) {
            if (block.kind() == ParameterBlock.Kind.WEIGHTS) {
                for (int i = 0; i < block.length(); i++) {
                    parameters[block.offset() + i] = initialisation.draw(random, block.fanIn(), block.fanOut());
                }
            } else {
                Arrays.fill(parameters, block.offset(), block.end(), block.kind().start());
            }
        }
        return new Network(architecture, input, standardisation, computation, parameters);
    }

    /**
     * A network from its named arrays, as {@link #weights()} gave them.
     *
     * @throws InputException where an array is missing, has another shape or holds a value that is not finite
     */
    public static Network of(Architecture architecture, TensorShape input, Standardisation standardisation,
            Map<String, Weights> weights) {
        Computation computation = Computation.of(architecture, input);
        List<ParameterBlock> blocks = computation.blocks();
        float[] parameters = new float[count(blocks)];
        for (ParameterBlock block : blocks) {
            Weights found = weights.get(block.name());
            if (found == null) {
                throw new InputException("the weights '" + block.name() + "' are missing");
            }
            if (!Arrays.equals(found.shape, block.shape())) {
                throw new InputException("the weights '" + block.name() + "' have the shape "
                        + Arrays.toString(found.shape) + " where the network needs "
                        + Arrays.toString(block.shape()));
            }
            if (found.values.length != block.length()) {
                throw new InputException("the weights '" + block.name() + "' hold " + found.values.length
                        + " values for the shape " + Arrays.toString(found.shape));
            }
            for (float value : found.values) {
                if (!Float.isFinite(value) || block.kind() == ParameterBlock.Kind.VARIANCES && value < 0) {
                    throw new InputException("the weights '" + block.name() + "' hold " + value);
                }
            }
            System.arraycopy(found.values, 0, parameters, block.offset(), block.length());
        }
        return new Network(architecture, input, standardisation, computation, parameters);
    }

    /**
     * The shape of every array that a network has, by name, in the order of the layers, without making the network: see
     * {@link #weights()}.
     *
     * @throws InputException where the input is too small for the architecture, or there are more than 2^31
     *     parameters
     */
    public static Map<String, long[]> weightShapes(Architecture architecture, TensorShape input) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (ParameterBlock block : Computation.of(architecture, input).blocks()) {
            shapes.put(block.name(), block.shape());
        }
        return shapes;
    }

    /** The same network with other parameters, in the order of {@link #parameters()}. */
    Network withParameters(float[] values) {
        if (values.length != parameters.length) {
            throw new IllegalArgumentException(values.length + " parameters for a network of " + parameters.length);
        }
        return new Network(architecture, input, standardisation, computation, values);
    }

    /**
     * The same network with other logits: each of its output units gives {@code scale * z + offset} where it gave z.
     *
     * @param offsets one for each output unit
     */
    public Network withOutputScaled(double scale, double[] offsets) {
        int units = architecture.output().units();
        if (offsets.length != units) {
            throw new IllegalArgumentException(offsets.length + " offsets for " + units + " output units");
        }
        List<Node> nodes = computation.nodes();
        Node output = nodes.get(nodes.size() - 1);
        float[] values = parameters.clone();
        for (ParameterBlock block : output.parameters()) {
            for (int i = 0; i < block.length(); i++) {
                double offset = block.kind() == ParameterBlock.Kind.BIASES ? offsets[i] : 0;
                values[block.offset() + i] = (float) (scale * values[block.offset() + i] + offset);
            }
        }
        return withParameters(values);
    }

    /** The layers. */
    public Architecture architecture() {
        return architecture;
    }

    /** Shape of one image. */
    public TensorShape input() {
        return input;
    }

    /** Shape of the logits of one image: [1, 1, output units], or as high and wide as the image with its maps. */
    public TensorShape output() {
        return computation.output();
    }

    /**
     * The same network for images of another size, as a network without fully connected layers can be.
     *
     * @throws InputException where the size does not fit the architecture
     */
    public Network forInput(TensorShape other) {
        Computation changed = Computation.of(architecture, other);
        List<ParameterBlock> blocks = changed.blocks();
        List<ParameterBlock> own = computation.blocks();
        for (int i = 0; i < own.size(); i++) {
            if (!Arrays.equals(own.get(i).shape(), blocks.get(i).shape())) {
                throw new InputException("the network '" + architecture + "' was made for " + input
                        + " and cannot take " + other + ": '" + own.get(i).name() + "' would need other weights");
            }
        }
        return new Network(architecture, other, standardisation, changed, parameters);
    }

    /** What the network does to its input first. */
    public Standardisation standardisation() {
        return standardisation;
    }

    /** How many classes it tells apart. */
    public int classes() {
        return architecture.output().classes();
    }

    /** Number of values in all arrays, the running means and variances of batch normalisation among them. */
    public int parameterCount() {
        return parameters.length;
    }

    /** Where the weights of each layer that has some lie among the parameters, in the order of the layers. */
    public List<WeightLayer> weightLayers() {
        List<WeightLayer> layers = new ArrayList<>();
        for (Node node : computation.nodes()) {
            for (ParameterBlock block : node.parameters()) {
                if (block.kind() == ParameterBlock.Kind.WEIGHTS) {
                    layers.add(new WeightLayer(node.name(), block.offset(), block.length(), block.fanIn(),
                            block.fanOut()));
                }
            }
        }
        return layers;
    }

    /** A copy of every array, by name, in the order of the layers. */
    public Map<String, Weights> weights() {
        Map<String, Weights> weights = new LinkedHashMap<>();
        for (ParameterBlock block : computation.blocks()) {
            weights.put(block.name(), new Weights(block.shape().clone(), Arrays.copyOfRange(parameters,
                    block.offset(), block.offset() + block.length())));
        }
        return weights;
    }

    /** The parameters in one flat array: not a copy, not to be written to. */
    float[] parameters() {
        return parameters;
    }

    /** The operations that compute it. */
    Computation computation() {
        return computation;
    }

    private static int count(List<ParameterBlock> blocks) {
        return blocks.get(blocks.size() - 1).end();
    }
}
