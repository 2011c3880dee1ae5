package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.nucleoscope.problem.InputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network compiled for prediction. Each processor computes mini-batches of a fixed size with a graph of its own; the
 * last one is padded with zeros. The result for an image is bit-identical whatever other images are predicted with it.
 * Thread-safe: concurrent calls are computed one after the other, each with all processors.
 */
public final class Inference implements AutoCloseable {

    private Network network;
    private final int batch;
    private final INDArray parameters;
    private final boolean ownsParameters;
    private final Lanes lanes;
    private final InferenceLane[] graphs;

    /** Compiles the network; native memory is held until {@link #close}. */
    public Inference(Network network) {
        this(network, Integer.MAX_VALUE);
    }

    /**
     * Compiles the network for large images, of which only few should be computed in parallel.
     *
     * @param mostLanes largest number of graphs that compute in parallel; with 1, all processors compute one image
     */
    public Inference(Network network, int mostLanes) {
        this(network, Engine.fastest(), Nd4j.createFromArray(network.parameters()), true, mostLanes);
    }

    /** Predicts with the current values of the given parameters at each call. */
    Inference(Network network, Engine engine, INDArray parameters, boolean ownsParameters) {
        this(network, engine, parameters, ownsParameters, Integer.MAX_VALUE);
    }

    private Inference(Network network, Engine engine, INDArray parameters, boolean ownsParameters, int mostLanes) {
        this.network = network;
        this.parameters = parameters;
        this.ownsParameters = ownsParameters;
        int count = Math.min(mostLanes, engine.lanes(network));
        // With feature maps as large as the image, more than one image would not fit into the processor's cache.
        batch = network.architecture().isPerPixel() ? 1 : engine.inferenceBatch(count);
        lanes = new Lanes(count, engine);
        graphs = new InferenceLane[count];
        lanes.run(lane -> {
            graphs[lane] = new InferenceLane(network, batch, engine.graph(network, batch, parameters, null));
            graphs[lane].load();
        });
    }

    /**
     * Computes the logits of any number of images.
     *
     * @param images one array [height, width, channels] per image, before standardisation
     * @return one array per image, with one value per output unit, or [height, width, map] if the output is per pixel
     * @throws IllegalArgumentException if an image has another number of values
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
                // They may have changed since the last call.
                graphs[lane].load();
            }
            for (int start = next.getAndAdd(batch); start < images.size(); start = next.getAndAdd(batch)) {
                graphs[lane].predict(images, start, logits);
            }
        });
        return Arrays.asList(logits);
    }

    /**
     * Compiles the network for images of another size. Memory is used again, as far as it is large enough: when images
     * of many sizes are predicted, clearing new memory for each would take a third of the time.
     *
     * @throws InputException see {@link Network#forInput}; the size is then the same as before
     */
    public synchronized void resize(TensorShape input) {
        Network resized = network.forInput(input);
        lanes.run(lane -> {
            graphs[lane] = graphs[lane].next(resized, parameters);
            graphs[lane].load();
        });
        network = resized;
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
