package io.github.nucleoscope.network;

import java.util.Optional;
import java.util.SplittableRandom;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes a part of each mini-batch, with a graph and a gradient of its own. Not thread-safe. */
final class TrainingLane implements AutoCloseable {

    private final Network network;
    private final int start;
    private final int count;
    private final int batch;
    private final INDArray gradient;
    private final Graph graph;
    private final float[] staging;
    private double loss;

    /**
     * @param start index of this part's first image in the mini-batch
     * @param count number of images in this part
     * @param batch number of images in the whole mini-batch
     * @param gradient receives this part's contribution to the gradient of the mean loss
     */
    TrainingLane(Network network, Engine engine, int start, int count, int batch, INDArray parameters,
            INDArray gradient) {
        this.network = network;
        this.start = start;
        this.count = count;
        this.batch = batch;
        this.gradient = gradient;
        staging = new float[network.input().values(count)];
        graph = engine.graph(network, count, parameters, gradient);
    }

    /**
     * Makes one forward and one backward pass.
     *
     * @param images images of the whole mini-batch
     * @param truth true classes or targets of the whole mini-batch
     * @param dropoutSeed seed of the dropout masks
     */
    void step(float[] images, Truth truth, long dropoutSeed) {
        System.arraycopy(images, start * network.input().values(), staging, 0, staging.length);
        network.standardisation().apply(staging, 0, staging.length);
        graph.input().put(0, staging);
        graph.randomise(new SplittableRandom(dropoutSeed), start);
        graph.load();
        graph.forward();
        loss = truth.compare(graph.logits(), graph.logitGradient(), start, count, batch);
        graph.backward();
    }

    /** The sum of this part's losses in the last step. */
    double loss() {
        return loss;
    }

    INDArray gradient() {
        return gradient;
    }

    Optional<String> firstNonFinite() {
        return graph.firstNonFinite();
    }

    @Override
    public void close() {
        graph.close();
    }
}
