package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;

/**
 * An architecture with weights, for one input shape. Immutable.
 */
public final class Network {

    private final Architecture architecture;
    private final TensorShape input;
    private final Standardisation standardisation;
    private final Computation computation;
    private final float[] parameters;

    private Network(Architecture architecture, TensorShape input, Standardisation standardisation,
            Computation computation, float[] parameters) {
        if (!standardisation.suits(input.channels())) {
            throw new InputException("the input " + input + " is standardised by " + standardisation.means().size()
                    + " means where 1 or " + input.channels() + " are needed");
        }
        this.architecture = architecture;
        this.input = input;
        this.standardisation = standardisation;
        this.computation = computation;
        this.parameters = parameters;
    }

    /** The shape and the values, in row-major order, of one array of a network. */
    public record Weights(long[] shape, float[] values) {}

    /**
     * Creates a network with random weights.
     *
     * @param input shape of one image
     * @param standardisation for as many channels as the input has
     * @param seed equal seeds give equal weights on every machine
     * @throws InputException if the input is too small for the architecture, or the standardisation is for another
     *     number of channels
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
     * Creates a network from named arrays, as returned by {@link #weights()}.
     *
     * @throws InputException if an array is missing, has another shape or contains a value that is not finite, or the
     *     standardisation is for another number of channels
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
     * Returns the shape of every array of a network, by name, in the order of the layers, without creating the network;
     * see {@link #weights()}.
     *
     * @throws InputException if the input is too small for the architecture, or there are more than 2^31 parameters
     */
    public static Map<String, long[]> weightShapes(Architecture architecture, TensorShape input) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (ParameterBlock block : Computation.of(architecture, input).blocks()) {
            shapes.put(block.name(), block.shape());
        }
        return shapes;
    }

    /** Returns a network with other parameters, in the order of {@link #parameters()}; they are not copied. */
    public Network withParameters(float[] values) {
        if (values.length != parameters.length) {
            throw new IllegalArgumentException(values.length + " parameters for a network of " + parameters.length);
        }
        return new Network(architecture, input, standardisation, computation, values);
    }

    /**
     * Returns a network whose logits are {@code scale * z + offset} where those of this network are z.
     *
     * @param scale factor of all logits
     * @param offsets one offset for each output unit
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

    /**
     * Returns this network with a last layer for other classes, with random weights; all other weights are kept.
     *
     * @param seed of the weights of the last layer
     */
    public Network withNewOutput(int classes, Initialisation initialisation, long seed) {
        Network changed = initialise(architecture.withOutput(classes), input, standardisation, initialisation, seed);
        List<Node> nodes = computation.nodes();
        // The weights of the last layer come last.
        int kept = nodes.get(nodes.size() - 1).parameters().stream().mapToInt(ParameterBlock::offset).min().orElse(0);
        float[] values = changed.parameters.clone();
        System.arraycopy(parameters, 0, values, 0, kept);
        return changed.withParameters(values);
    }

    /** Returns the layers. */
    public Architecture architecture() {
        return architecture;
    }

    /** Shape of one image. */
    public TensorShape input() {
        return input;
    }

    /** Shape of the logits of one image: [1, 1, output units], or [height, width, maps] if the output is per pixel. */
    public TensorShape output() {
        return computation.output();
    }

    /**
     * Returns this network for images of another size; this requires that no weights depend on the size.
     *
     * @throws InputException if the size is not possible with the architecture and its weights
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

    /** Returns the standardisation that is applied to the input. */
    public Standardisation standardisation() {
        return standardisation;
    }

    /** Number of classes. */
    public int classes() {
        return architecture.output().classes();
    }

    /** Number of values in all arrays, including the running means and variances of batch normalisation. */
    public int parameterCount() {
        return parameters.length;
    }

    /** Returns the positions of each layer's weights among the parameters, in the order of the layers. */
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

    /** Returns a copy of every array, by name, in the order of the layers. */
    public Map<String, Weights> weights() {
        Map<String, Weights> weights = new LinkedHashMap<>();
        for (ParameterBlock block : computation.blocks()) {
            weights.put(block.name(), new Weights(block.shape().clone(), Arrays.copyOfRange(parameters,
                    block.offset(), block.offset() + block.length())));
        }
        return weights;
    }

    /** Returns the parameters in one flat array; not a copy, must not be modified. */
    public float[] parameters() {
        return parameters;
    }

    /** Returns the computation graph. */
    Computation computation() {
        return computation;
    }

    private static int count(List<ParameterBlock> blocks) {
        return blocks.get(blocks.size() - 1).end();
    }
}
