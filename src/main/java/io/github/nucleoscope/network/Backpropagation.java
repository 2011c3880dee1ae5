package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes losses and gradients of a network on mini-batches of one size; an optimiser changes {@link #parameters()}
 * between the steps. Each processor computes a part of the mini-batch, unless the network has batch normalisation,
 * which needs the whole mini-batch: see {@link #leaveProcessorsToParts}. Not thread-safe.
 */
public final class Backpropagation implements AutoCloseable {

    /** Smallest number of images in a part: smaller parts cost more than they gain. */
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

    /** A contiguous range of {@link #parameters()}: {@code length} values from index {@code offset} on. */
    public record WeightRange(int offset, int length) {}

    /** Uses {@link Objective#PLAIN}. */
    public Backpropagation(Network start, int batch) {
        this(start, batch, Objective.PLAIN);
    }

    /**
     * @param start initial network; not modified
     * @param batch number of images in a mini-batch, 1 or more
     * @param objective loss to be minimised
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

    /** @param count number of parts, computed in parallel, that mini-batches are split into */
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
     * Makes one forward and one backward pass.
     *
     * @param images [batch, height, width, channels], before standardisation
     * @param classes true class index of each image
     * @param dropoutSeed seed of the dropout masks
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
     * Makes one forward and one backward pass of a network whose output is per pixel; {@link #predicted()} is not
     * updated.
     *
     * @param images [batch, height, width, channels], before standardisation
     * @param targets targets of the whole mini-batch
     * @param dropoutSeed seed of the dropout masks
     * @return the mean loss of the mini-batch; {@link #gradient()} then holds its gradient
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
     * Limits ND4J operations of the calling thread, such as an optimiser's step, to one processor, if mini-batches are
     * computed in parts; otherwise to those that the process may use. Keep the result open during consecutive steps and
     * then close it: the threads of ND4J's operations would otherwise spin for milliseconds after each operation and
     * take processors from the parts.
     */
    public ProcessorShare leaveProcessorsToParts() {
        return parts.length > 1 ? engine.computeOn(1) : engine.computeOnAll();
    }

    /** Returns the most probable class of each image of the last step, in mini-batch order; not a copy. */
    public int[] predicted() {
        return predicted;
    }

    /**
     * Creates an inference with parameters that may change, such as {@link #parameters()}: each call uses their current
     * values. The caller must close it before the parameters.
     *
     * @param parameters [parameter count]
     */
    public Inference inference(INDArray parameters) {
        return new Inference(start, engine, parameters, false);
    }

    /**
     * Returns all {@link Network#parameterCount} parameters, for an optimiser to write to. Each step also updates the
     * running means and variances of batch normalisation among them.
     */
    public INDArray parameters() {
        return parameters;
    }

    /** Returns the gradient of the last step with respect to {@link #parameters()}, of the same shape. */
    public INDArray gradient() {
        return gradient;
    }

    /**
     * Returns the ranges of {@link #parameters()} that weight decay applies to: the weights, without biases and the
     * parameters of batch normalisation.
     */
    public List<WeightRange> weightRanges() {
        return start.computation().blocks().stream()
                .filter(block -> block.kind() == ParameterBlock.Kind.WEIGHTS)
                .map(block -> new WeightRange(block.offset(), block.length())).toList();
    }

    /** Returns the first layer whose values in the last step are not all finite; empty if all are. */
    public Optional<String> firstNonFinite() {
        return Arrays.stream(parts).flatMap(part -> part.firstNonFinite().stream()).findFirst();
    }

    /**
     * Returns the engine that computes the network: {@code ONE_DNN} or {@code PORTABLE}; results differ by rounding.
     */
    public String engine() {
        return engine.name();
    }

    /** Returns the network with a copy of the given parameters, for example {@link #parameters()}. */
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
