package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout, in place. Not part of a network in prediction. */
final class DropoutKernel implements Kernel {

    private final INDArray values;
    private final INDArray gradient;
    private final double rate;
    private final INDArray maskArray;
    private final FloatBuffer mask;
    private final NativeOp forward;
    private final NativeOp backward;

    /** @param gradient null where the gradient by the input is not wanted */
    DropoutKernel(INDArray values, INDArray gradient, double rate) {
        this.values = values;
        this.gradient = gradient;
        this.rate = rate;
        maskArray = Nd4j.ones(DataType.FLOAT, values.shape());
        mask = Floats.of(maskArray);
        forward = NativeOp.of("multiply", arrays(values, maskArray), arrays(values));
        backward = gradient == null ? null : NativeOp.of("multiply", arrays(gradient, maskArray), arrays(gradient));
    }

    @Override
    public INDArray output() {
        return values;
    }

    @Override
    public INDArray outputGradient() {
        return gradient;
    }

    @Override
    public void randomise(RandomGenerator random) {
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < mask.limit(); i++) {
            mask.put(i, random.nextDouble() < rate ? 0 : kept);
        }
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        if (backward != null) {
            backward.run();
        }
    }

    @Override
    public void close() {
        forward.close();
        if (backward != null) {
            backward.close();
        }
        maskArray.close();
    }
}
