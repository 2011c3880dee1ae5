package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One graph that predicts mini-batches of one size, padded with zeros. Not thread-safe. */
final class InferenceLane implements AutoCloseable {

    private final Network network;
    private final int batch;
    private final Graph graph;
    private final float[] staging;

    InferenceLane(Network network, int batch, Graph graph) {
        this.network = network;
        this.batch = batch;
        this.graph = graph;
        staging = new float[batch * network.input().values()];
    }

    /** Loads the current parameters. */
    void load() {
        graph.load();
    }

    /**
     * Computes the logits of one mini-batch of the images.
     *
     * @param start index of its first image; at the end of the list, the mini-batch has fewer images
     * @param logits receives the logits, at the indices of the images
     */
    void predict(List<float[]> images, int start, float[][] logits) {
        int values = network.input().values();
        int count = Math.min(batch, images.size() - start);
        for (int i = 0; i < count; i++) {
            System.arraycopy(images.get(start + i), 0, staging, i * values, values);
        }
        network.standardisation().apply(staging, 0, count * values);
        Arrays.fill(staging, count * values, staging.length, 0);
        graph.input().put(0, staging);
        graph.forward();
        FloatBuffer output = graph.logits();
        int units = network.output().values();
        for (int i = 0; i < count; i++) {
            float[] row = new float[units];
            output.get(i * units, row);
            logits[start + i] = row;
        }
    }

    /** Returns a lane for another network, in the memory of this one, which is closed. */
    InferenceLane next(Network other, INDArray parameters) {
        return new InferenceLane(other, batch, graph.next(other, batch, parameters));
    }

    @Override
    public void close() {
        graph.close();
    }
}
