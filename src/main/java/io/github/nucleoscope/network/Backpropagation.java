package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network being trained on mini-batches of one size. It computes losses and gradients; an optimiser changes
 * {@link #parameters()} between the steps. Where a network has no batch normalisation, which goes by the whole
 * mini-batch, each processor computes a part of the mini-batch: see {@link #leaveProcessorsToParts}. Not thread-safe.
 */
public final class Backpropagation implements AutoCloseable {

    /** A part of fewer images costs more in all than it gains. */
    private static final int FEWEST_IMAGES = 8;

    private final Network start;
    private final int batch;
    private final Objective objective;
    private final Engine engine;
    private final INDArray parameters;
    private final INDArray gradient;
    private final int[] predicted;
    private final Lanes lanes;
    private final TrainingLane[] parts;

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
        this(start, batch, objective, engine, lanes(start, batch, engine));
    }

    /** @param count into how many parts, computed at the same time, mini-batches are split */
    Backpropagation(Network start, int batch, Objective objective, Engine engine, int count) {
        if (!objective.classWeights().isEmpty() && objective.classWeights().size() != start.classes()) {
            throw new IllegalArgumentException(objective.classWeights().size() + " class weights for a network of "
                    + start.classes() + " classes");
        }
        start.input().values(batch);
        this.start = start;
        this.batch = batch;
        this.objective = objective;
        this.engine = engine;
        parameters = Nd4j.createFromArray(start.parameters());
        gradient = Nd4j.create(DataType.FLOAT, start.parameterCount());
        predicted = new int[batch];
        lanes = new Lanes(count, engine);
        parts = new TrainingLane[count];
        lanes.run(lane -> {
            int first = (int) ((long) batch * lane / count);
            int end = (int) ((long) batch * (lane + 1) / count);
            INDArray own = lane == 0 ? gradient : Nd4j.create(DataType.FLOAT, start.parameterCount());
            parts[lane] = new TrainingLane(start, engine, first, end - first, batch, parameters, own);
        });
    }

    private static int lanes(Network start, int batch, Engine engine) {
        boolean wholeBatch = start.computation().nodes().stream()
                .anyMatch(node -> node.operation() instanceof Operation.Normalise);
        return wholeBatch ? 1 : Math.max(1, Math.min(engine.lanes(start), batch / FEWEST_IMAGES));
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
        if (images.length != start.input().values(batch) || classes.length != batch) {
            throw new IllegalArgumentException("a mini-batch of " + images.length + " values and " + classes.length
                    + " classes where " + start.input().values(batch) + " and " + batch + " are expected");
        }
        return step(images, new ClassTruth(classes, predicted, objective), dropoutSeed);
    }

    /**
     * The same for a network that answers for each pixel; {@link #predicted()} stays as it was.
     *
     * @param targets of the whole mini-batch
     */
    public double step(float[] images, PixelTargets targets, long dropoutSeed) {
        int answers = start.output().values(batch);
        if (images.length != start.input().values(batch) || targets.values().length != answers
                || targets.weights().length != answers / start.architecture().maps()) {
            throw new IllegalArgumentException("a mini-batch of " + images.length + " values, "
                    + targets.values().length + " targets and " + targets.weights().length + " weights where "
                    + start.input().values(batch) + ", " + answers + " and " + answers / start.architecture().maps()
                    + " are expected");
        }
        return step(images, (Truth) targets, dropoutSeed);
    }

    private double step(float[] images, Truth truth, long dropoutSeed) {
        lanes.run(lane -> parts[lane].step(images, truth, dropoutSeed));
        double loss = parts[0].loss();
        for (int lane = 1; lane < parts.length; lane++) {
            loss += parts[lane].loss();
            gradient.addi(parts[lane].gradient());
        }
        return loss / batch;
    }

    /**
     * Where processors compute a part of the mini-batch each, has the calling thread take only one for all else that
     * ND4J computes, such as an optimiser's step; otherwise changes nothing. To be held for as long as steps follow one
     * another: the threads that ND4J's operations have otherwise spin for milliseconds after each, and take processors
     * from the parts.
     */
    public ProcessorShare leaveProcessorsToParts() {
        return parts.length > 1 ? engine.computeOn(1) : () -> {};
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
        return Arrays.stream(parts).flatMap(part -> part.firstNotFinite().stream()).findFirst();
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
        lanes.run(lane -> {
            parts[lane].close();
            parts[lane].gradient().close();
        });
        lanes.close();
        parameters.close();
    }
}
