package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator.SplittableGenerator;

/** A network laid out for mini-batches of one size: all arrays allocated, all operations bound. Not thread-safe. */
interface Graph extends AutoCloseable {

    /** The input's memory: [batch, height, width, channels], standardised values. */
    FloatBuffer input();

    /** The output's memory: [batch, output units], before the sigmoid or softmax. */
    FloatBuffer logits();

    /** Where the loss's gradient by the logits is expected before {@link #backward}: [batch, output units]. */
    FloatBuffer logitGradient();

    /**
     * Draws what dropout drops in the passes to come.
     *
     * @param before how many images of the whole mini-batch come before this graph's
     */
    void randomise(SplittableGenerator random, int before);

    /** Takes the parameters in as they are now, for the passes to come. */
    void load();

    /**
     * Computes the logits from the input and the parameters. In training, batch normalisation goes by the mini-batch,
     * and its running means and variances among the parameters move on.
     */
    void forward();

    /** Computes the gradient by the parameters; {@link #forward} went before. */
    void backward();

    /** The name of the first operation whose output in the last pass is not all finite; empty where all are. */
    Optional<String> firstNotFinite();

    /** Gives all memory back that the graph allocated. */
    @Override
    void close();
}
