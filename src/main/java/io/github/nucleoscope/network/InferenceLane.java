package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** One graph that predicts mini-batches of one size, filled up with zeros. Not thread-safe. */
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

    /** Takes the parameters in as they are now. */
    void load() {
        graph.load();
    }

    /**
     * Computes the logits of some of the images.
     *
     * @param start the first of them; those after it that there are, up to a mini-batch
     * @param logits takes them, at the images' places
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

    @Override
    public void close() {
        graph.close();
    }
}
