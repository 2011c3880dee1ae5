package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator.SplittableGenerator;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A network compiled for mini-batches of one size: all arrays allocated, all operations bound. Not thread-safe. */
interface Graph extends AutoCloseable {

    /** The input's memory: [batch, height, width, channels], standardised values. */
    FloatBuffer input();

    /** The output's memory: [batch, output units], before the sigmoid or softmax. */
    FloatBuffer logits();

    /** Memory for the gradient of the loss by the logits, to be set before {@link #backward}: [batch, output units]. */
    FloatBuffer logitGradient();

    /**
     * Draws new dropout masks for the next passes.
     *
     * @param before number of images of the whole mini-batch that come before this graph's
     */
    void randomise(SplittableGenerator random, int before);

    /** Loads the current parameters for the next passes. */
    void load();

    /**
     * Computes the logits from the input and the parameters. In training, batch normalisation uses the statistics of
     * the mini-batch and updates its running means and variances, which are among the parameters.
     */
    void forward();

    /** Computes the gradient with respect to the parameters; must follow {@link #forward}. */
    void backward();

    /** Returns the first operation whose output in the last pass is not all finite; empty if all are. */
    Optional<String> firstNonFinite();

    /**
     * Compiles a network for prediction in the memory of this graph, as far as that is large enough; this graph is
     * closed.
     *
     * @param parameters see {@link Engine#graph}
     */
    Graph next(Network network, int batch, INDArray parameters);

    /** Frees all memory that the graph allocated. */
    @Override
    void close();
}
