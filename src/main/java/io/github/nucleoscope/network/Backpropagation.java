package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
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
    private final INDArray parameters;
    private final INDArray gradient;
    private final Graph graph;
    private final float[] staging;
    private final int[] predicted;

    /**
     * @param start what training begins with; it stays as it is
     * @param batch images in a mini-batch, 1 or more
     */
    public Backpropagation(Network start, int batch) {
        this(start, batch, Engine.fastest());
    }

    Backpropagation(Network start, int batch, Engine engine) {
        this.start = start;
        this.batch = batch;
        this.engine = engine;
        parameters = Nd4j.createFromArray(start.parameters());
        gradient = Nd4j.create(DataType.FLOAT, start.parameterCount());
        graph = engine.graph(start, batch, parameters, gradient);
        predicted = new int[batch];
        staging = new float[Math.multiplyExact(batch, start.input().values())];
    }

    /** Images in a mini-batch. */
    public int batch() {
        return batch;
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
        int units = start.architecture().output().units();
        FloatBuffer logits = graph.logits();
        FloatBuffer logitGradient = graph.logitGradient();
        float[] row = new float[units];
        float[] rowGradient = new float[units];
        for (int i = 0; i < batch; i++) {
            logits.get(i * units, row);
            loss += Loss.of(row, classes[i]);
            predicted[i] = Loss.mostProbable(row);
            Loss.gradient(row, classes[i], rowGradient);
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

    /** All weights and biases, [parameter count]: what an optimiser writes to. */
    public INDArray parameters() {
        return parameters;
    }

    /** The gradient of the last step by {@link #parameters()}, of the same shape. */
    public INDArray gradient() {
        return gradient;
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
