package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network ready to predict. Each processor computes mini-batches of one fixed size with a graph of its own and fills
 * the last one up with zeros: an image's answer is the same to the bit, whichever other images come with it, how many,
 * and in which order. Several threads may ask; they are answered one after the other, each with all processors.
 */
public final class Inference implements AutoCloseable {

    private final Network network;
    private final int batch;
    private final INDArray parameters;
    private final boolean ownsParameters;
    private final Lanes lanes;
    private final InferenceLane[] graphs;

    /** Lays the network out: its memory is held until {@link #close}. */
    public Inference(Network network) {
        this(network, Integer.MAX_VALUE);
    }

    /**
     * The same for at most so many images at a time, where each is large.
     *
     * @param mostLanes 1 has all processors compute the same image
     */
    public Inference(Network network, int mostLanes) {
        this(network, Engine.fastest(), Nd4j.createFromArray(network.parameters()), true, mostLanes);
    }

    /** Predicts with the given parameters as they are at each pass. */
    Inference(Network network, Engine engine, INDArray parameters, boolean ownsParameters) {
        this(network, engine, parameters, ownsParameters, Integer.MAX_VALUE);
    }

    private Inference(Network network, Engine engine, INDArray parameters, boolean ownsParameters, int mostLanes) {
        this.network = network;
        this.parameters = parameters;
        this.ownsParameters = ownsParameters;
        int count = Math.min(mostLanes, engine.lanes(network));
        // Feature maps as large as the image would leave the processor's cache with more than one.
        batch = network.architecture().isPerPixel() ? 1 : engine.predictedAtATime(count);
        lanes = new Lanes(count, engine);
        graphs = new InferenceLane[count];
        lanes.run(lane -> {
            graphs[lane] = new InferenceLane(network, batch, engine.graph(network, batch, parameters, null));
            graphs[lane].load();
        });
    }

    /**
     * Logits of any number of images.
     *
     * @param images each of height x width x channels values, in that order of axes, before standardisation
     * @return one array per image, as long as the network has output units
     * @throws IllegalArgumentException where an image has another number of values
     */
    public synchronized List<float[]> logits(List<float[]> images) {
        for (float[] image : images) {
            if (image.length != network.input().values()) {
                throw new IllegalArgumentException("an image of " + image.length + " values for a network that takes "
                        + network.input());
            }
        }
        float[][] logits = new float[images.size()][];
        AtomicInteger next = new AtomicInteger();
        lanes.run(lane -> {
            if (!ownsParameters) {
                // Somebody may have changed them.
                graphs[lane].load();
            }
            for (int start = next.getAndAdd(batch); start < images.size(); start = next.getAndAdd(batch)) {
                graphs[lane].predict(images, start, logits);
            }
        });
        return Arrays.asList(logits);
    }

    @Override
    public synchronized void close() {
        lanes.run(lane -> graphs[lane].close());
        lanes.close();
        if (ownsParameters) {
            parameters.close();
        }
    }
}
