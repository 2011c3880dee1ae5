package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A part of each mini-batch, with a graph and a gradient of its own. Not thread-safe. */
final class TrainingLane implements AutoCloseable {

    private final Network network;
    private final int start;
    private final int count;
    private final int batch;
    private final Objective objective;
    private final INDArray gradient;
    private final Graph graph;
    private final float[] staging;
    private final float[] row;
    private final float[] rowGradient;
    private double loss;

    /**
     * @param start the first image of the mini-batch that is this lane's
     * @param count how many are
     * @param batch images in the whole mini-batch
     * @param gradient takes this part's share of the mean loss's gradient
     */
    TrainingLane(Network network, Engine engine, int start, int count, int batch, Objective objective,
            INDArray parameters, INDArray gradient) {
        this.network = network;
        this.start = start;
        this.count = count;
        this.batch = batch;
        this.objective = objective;
        this.gradient = gradient;
        staging = new float[network.input().values(count)];
        row = new float[network.architecture().output().units()];
        rowGradient = new float[row.length];
        graph = engine.graph(network, count, parameters, gradient);
    }

    /**
     * One forward and one backward pass.
     *
     * @param images of the whole mini-batch
     * @param classes of the whole mini-batch
     * @param dropoutSeed decides what dropout drops
     * @param predicted takes the most probable class of each image of this part, in its place
     */
    void step(float[] images, int[] classes, long dropoutSeed, int[] predicted) {
        System.arraycopy(images, start * network.input().values(), staging, 0, staging.length);
        network.standardisation().apply(staging, 0, staging.length);
        graph.input().put(0, staging);
        graph.randomise(new SplittableRandom(dropoutSeed), start);
        graph.load();
        graph.forward();
        loss = 0;
        int units = row.length;
        FloatBuffer logits = graph.logits();
        FloatBuffer logitGradient = graph.logitGradient();
        for (int i = 0; i < count; i++) {
            logits.get(i * units, row);
            loss += Loss.of(row, classes[start + i], objective);
            predicted[start + i] = Loss.mostProbable(row);
            Loss.gradient(row, classes[start + i], objective, rowGradient);
            for (int unit = 0; unit < units; unit++) {
                logitGradient.put(i * units + unit, rowGradient[unit] / batch);
            }
        }
        graph.backward();
    }

    /** The sum of this part's losses in the last step. */
    double loss() {
        return loss;
    }

    INDArray gradient() {
        return gradient;
    }

    Optional<String> firstNotFinite() {
        return graph.firstNotFinite();
    }

    @Override
    public void close() {
        graph.close();
    }
}
