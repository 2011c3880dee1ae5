package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network ready to predict. It computes mini-batches of one fixed size and fills the last one up with zeros: an
 * image's answer is the same to the bit, whichever other images come with it, how many, and in which order. Several
 * threads may ask; they are answered one after the other, each with all processors.
 */
public final class Inference implements AutoCloseable {

    /** How many images are computed at a time. */
    public static final int BATCH = 32;

    private final Network network;
    private final INDArray parameters;
    private final boolean ownsParameters;
    private final Graph graph;
    private final float[] staging;

    /** Lays the network out: its memory is held until {@link #close}. */
    public Inference(Network network) {
        this(network, Engine.fastest(), Nd4j.createFromArray(network.parameters()), true);
    }

    /** Predicts with the given parameters as they are at each pass. */
    Inference(Network network, Engine engine, INDArray parameters, boolean ownsParameters) {
        this.network = network;
        this.parameters = parameters;
        this.ownsParameters = ownsParameters;
        graph = engine.graph(network, BATCH, parameters, null);
        graph.load();
        staging = new float[BATCH * network.input().values()];
    }

    /** The network that predicts. */
    public Network network() {
        return network;
    }

    /**
     * Logits of any number of images.
     *
     * @param images each of height x width x channels values, in that order of axes, before standardisation
     * @return one array per image, as long as the network has output units
     * @throws IllegalArgumentException where an image has another number of values
     */
    public synchronized List<float[]> logits(List<float[]> images) {
        int values = network.input().values();
        int units = network.architecture().output().units();
        List<float[]> logits = new ArrayList<>(images.size());
        FloatBuffer output = graph.logits();
        if (!ownsParameters) {
            // Somebody may have changed them.
            graph.load();
        }
        for (int start = 0; start < images.size(); start += BATCH) {
            int count = Math.min(BATCH, images.size() - start);
            for (int i = 0; i < BATCH; i++) {
                if (i < count) {
                    float[] image = images.get(start + i);
                    if (image.length != values) {
                        throw new IllegalArgumentException("an image of " + image.length
                                + " values for a network that takes " + network.input());
                    }
                    System.arraycopy(image, 0, staging, i * values, values);
                } else {
                    Arrays.fill(staging, i * values, (i + 1) * values, 0);
                }
            }
            network.standardisation().apply(staging, 0, count * values);
            graph.input().put(0, staging);
            graph.forward();
            for (int i = 0; i < count; i++) {
                float[] row = new float[units];
                output.get(i * units, row);
                logits.add(row);
            }
        }
        return logits;
    }

    @Override
    public synchronized void close() {
        graph.close();
        if (ownsParameters) {
            parameters.close();
        }
    }
}
