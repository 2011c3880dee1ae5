package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One operation of a network for mini-batches of a fixed size. Its arrays are allocated once and reused for every
 * mini-batch; all are [batch, height, width, channels] or [batch, units], of 32-bit floats.
 *
 * <p>Gradients: {@link #backward} reads the gradient of the output from {@link #outputGradient()} and overwrites (not
 * accumulates) the gradient of the input, in an array of the preceding kernel.
 */
abstract class Kernel implements AutoCloseable {

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final List<NativeOp> gathered = new ArrayList<>();
    private final INDArray output;
    private final INDArray outputGradient;

    /** Creates a kernel with output arrays of this shape. */
    Kernel(boolean training, long... shape) {
        output = own(Nd4j.createUninitialized(DataType.FLOAT, shape));
        outputGradient = training ? own(Nd4j.create(DataType.FLOAT, shape)) : null;
    }

    /** Creates an element-wise kernel, in place or not; the gradient is null if it is not needed. */
    Kernel(INDArray values, INDArray gradient, boolean inPlace) {
        output = inPlace ? values : own(Nd4j.createUninitialized(DataType.FLOAT, values.shape()));
        outputGradient = inPlace || gradient == null ? gradient : own(Nd4j.create(DataType.FLOAT, values.shape()));
    }

    /** Closes a resource together with this kernel. */
    final <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    /** Returns the last output; in-place kernels return the input array. */
    final INDArray output() {
        return output;
    }

    /** Returns the array for the gradient of the output, which the next kernel writes; null in prediction. */
    final INDArray outputGradient() {
        return outputGradient;
    }

    /** Returns an array for the gradient from a further reader of the output, to be added to that of the first. */
    final INDArray gradientOfFurtherReader() {
        INDArray further = own(Nd4j.create(DataType.FLOAT, outputGradient.shape()));
        gathered.add(own(NativeOp.of("add", NativeOp.arrays(outputGradient, further),
                NativeOp.arrays(outputGradient))));
        return further;
    }

    /** Sums the gradients from all readers of the output. */
    final void gatherGradients() {
        for (NativeOp sum : gathered) {
            sum.run();
        }
    }

    /** Computes the output from the input. */
    abstract void forward();

    /** Draws random values for the next forward pass, in training only. */
    void randomise(SplittableGenerator random, int before) {}

    /** Computes the gradients of the parameters and of the input. */
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
