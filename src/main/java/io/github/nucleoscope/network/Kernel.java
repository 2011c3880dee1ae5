package io.github.nucleoscope.network;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of a network at work on mini-batches of a fixed size. Its arrays are allocated once and reused for every
 * batch; all are [batch, height, width, channels] or [batch, units], of 32-bit floats.
 *
 * <p>Gradients: {@link #backward} expects the loss's gradient by the output in {@link #outputGradient()}, adds nothing
 * up, and overwrites the gradient by the input in the array that the kernel before it offers.
 */
interface Kernel extends AutoCloseable {

    /** What this step computed last; the input array itself where it works in place. */
    INDArray output();

    /** Where the next step writes the gradient by the output; null in prediction. */
    INDArray outputGradient();

    /** Computes the output from the input. */
    void forward();

    /** Prepares random decisions for the next forward pass, in training only. */
    default void randomise(RandomGenerator random) {}

    /** Computes the gradients by the parameters and by the input. */
    void backward();

    /** Gives back the arrays that this step allocated. */
    @Override
    void close();
}
