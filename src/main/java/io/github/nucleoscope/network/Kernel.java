package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step of a network at work on mini-batches of a fixed size. Its arrays are allocated once and reused for every
 * batch; all are [batch, height, width, channels] or [batch, units], of 32-bit floats.
 *
 * <p>Gradients: {@link #backward} expects the loss's gradient by the output in {@link #outputGradient()}, adds nothing
 * up, and overwrites the gradient by the input in the array that the kernel before it offers.
 */
abstract class Kernel implements AutoCloseable {

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final List<NativeOp> gathered = new ArrayList<>();
    private final INDArray output;
    private final INDArray outputGradient;

    /** A step that writes to arrays of its own, of this shape. */
    Kernel(boolean training, long... shape) {
        output = own(Nd4j.createUninitialized(DataType.FLOAT, shape));
        outputGradient = training ? own(Nd4j.create(DataType.FLOAT, shape)) : null;
    }

    /** A step value by value, in place or not; the gradient is null where it is not wanted. */
    Kernel(INDArray values, INDArray gradient, boolean inPlace) {
        output = inPlace ? values : own(Nd4j.createUninitialized(DataType.FLOAT, values.shape()));
        outputGradient = inPlace || gradient == null ? gradient : own(Nd4j.create(DataType.FLOAT, values.shape()));
    }

    /** Has something closed together with this step. */
    final <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    /** What this step computed last; the input array itself where it works in place. */
    final INDArray output() {
        return output;
    }

    /** Where the next step writes the gradient by the output; null in prediction. */
    final INDArray outputGradient() {
        return outputGradient;
    }

    /** Where a second reader of the output writes its gradient, which is added to the first reader's. */
    final INDArray gradientOfFurtherReader() {
        INDArray further = own(Nd4j.create(DataType.FLOAT, outputGradient.shape()));
        gathered.add(own(NativeOp.of("add", NativeOp.arrays(outputGradient, further),
                NativeOp.arrays(outputGradient))));
        return further;
    }

    /** Adds up what the readers of the output wrote. */
    final void gatherGradients() {
        for (NativeOp sum : gathered) {
            sum.run();
        }
    }

    /** Computes the output from the input. */
    abstract void forward();

    /** Prepares random decisions for the next forward pass, in training only. */
    void randomise(SplittableGenerator random, int before) {}

    /** Computes the gradients by the parameters and by the input. */
    abstract void backward();

    @Override
    public final void close() {
        try {
            for (int i = owned.size() - 1; i >= 0; i--) {
                owned.get(i).close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
