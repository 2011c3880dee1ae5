package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network being trained on mini-batches of one size. It computes losses and gradients; an optimiser changes
 * {@link #parameters()} between the steps. Not thread-safe.
 */
public final class Backpropagation implements AutoCloseable {

    private final Network start;
    private final int batch;
    private final Engine engine;
    private final Objective objective;
    private final INDArray parameters;
    private final INDArray gradient;
    private final Graph graph;
    private final float[] staging;
    private final int[] predicted;
    private final float[] row;
    private final float[] rowGradient;

    /** Neighbouring values of {@link #parameters()}: {@code length} of them from {@code offset} on. */
    public record WeightRange(int offset, int length) {}

    /** The same with {@link Objective#PLAIN}. */
    public Backpropagation(Network start, int batch) {
        this(start, batch, Objective.PLAIN);
    }

    /**
     * @param start what training begins with; it stays as it is
     * @param batch images in a mini-batch, 1 or more
     * @param objective what the loss is
     */
    public Backpropagation(Network start, int batch, Objective objective) {
        this(start, batch, objective, Engine.fastest());
    }

    Backpropagation(Network start, int batch, Engine engine) {
        this(start, batch, Objective.PLAIN, engine);
    }

    private Backpropagation(Network start, int batch, Objective objective, Engine engine) {
        if (!objective.classWeights().isEmpty() && objective.classWeights().size() != start.classes()) {
            throw new IllegalArgumentException(objective.classWeights().size() + " class weights for a network of "
                    + start.classes() + " classes");
        }
        staging = new float[start.input().values(batch)];
        this.start = start;
        this.batch = batch;
        this.objective = objective;
        this.engine = engine;
        parameters = Nd4j.createFromArray(start.parameters());
        gradient = Nd4j.create(DataType.FLOAT, start.parameterCount());
        graph = engine.graph(start, batch, parameters, gradient);
        predicted = new int[batch];
        row = new float[start.architecture().output().units()];
        rowGradient = new float[row.length];
    }

    /**
     * One forward and one backward pass.
     *
     * @param images [batch, height, width, channels], before standardisation
     * @param classes the true class of each image
     * @param dropoutSeed decides what dropout drops
     * @return the mean loss of the mini-batch; {@link #gradient()} then holds its gradient
     */
    public double step(float[] images, int[] classes, long dropoutSeed) {
        if (images.length != staging.length || classes.length != batch) {
            throw new IllegalArgumentException("a mini-batch of " + images.length + " values and " + classes.length
                    + " classes where " + staging.length + " and " + batch + " are expected");
        }
        System.arraycopy(images, 0, staging, 0, images.length);
        start.standardisation().apply(staging, 0, staging.length);
        graph.input().put(0, staging);
        graph.randomise(new SplittableRandom(dropoutSeed));
        graph.load();
        graph.forward();
        double loss = 0;
        int units = row.length;
        FloatBuffer logits = graph.logits();
        FloatBuffer logitGradient = graph.logitGradient();
        for (int i = 0; i < batch; i++) {
            logits.get(i * units, row);
            loss += Loss.of(row, classes[i], objective);
            predicted[i] = Loss.mostProbable(row);
            Loss.gradient(row, classes[i], objective, rowGradient);
            for (int unit = 0; unit < units; unit++) {
                logitGradient.put(i * units + unit, rowGradient[unit] / batch);
            }
        }
        graph.backward();
        return loss / batch;
    }

    /** The most probable class of each image of the last step, in its place in the mini-batch; not a copy. */
    public int[] predicted() {
        return predicted;
    }

    /**
     * Predicts with some parameters as they are at each call, such as {@link #parameters()}. The caller closes it,
     * before the parameters are.
     *
     * @param parameters [parameter count]
     */
    public Inference inference(INDArray parameters) {
        return new Inference(start, engine, parameters, false);
    }

    /**
     * All that {@link Network#parameterCount} counts: what an optimiser writes to. Each step also moves the running
     * means and variances of batch normalisation in it.
     */
    public INDArray parameters() {
        return parameters;
    }

    /** The gradient of the last step by {@link #parameters()}, of the same shape. */
    public INDArray gradient() {
        return gradient;
    }

    /**
     * Where in {@link #parameters()} the weights are that a weight decay is for: not the biases, nor what belongs to
     * batch normalisation.
     */
    public List<WeightRange> weightRanges() {
        return start.computation().blocks().stream()
                .filter(block -> block.kind() == ParameterBlock.Kind.WEIGHTS)
                .map(block -> new WeightRange(block.offset(), block.length())).toList();
    }

    /** The layer where the last step's values stopped being finite numbers; empty where all are. */
    public Optional<String> firstNotFinite() {
        return graph.firstNotFinite();
    }

    /** What computes the network: {@code ONE_DNN} or {@code PORTABLE}, whose results differ by rounding. */
    public String engine() {
        return engine.name();
    }

    /** The network with a copy of some parameters, such as {@link #parameters()}. */
    public Network network(INDArray parameters) {
        return start.withParameters(parameters.toFloatVector());
    }

    @Override
    public void close() {
        graph.close();
        gradient.close();
        parameters.close();
    }
}
