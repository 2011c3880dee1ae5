package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The maximum of blocks that do not overlap. */
final class PoolingKernel implements Kernel {

    private final INDArray output;
    private final INDArray outputGradient;
    private final NativeOp forward;
    private final NativeOp backward;

    PoolingKernel(INDArray input, INDArray inputGradient, int height, int width, boolean training) {
        long[] shape = {input.size(0), input.size(1) / height, input.size(2) / width, input.size(3)};
        // kernel, stride, padding, dilation, no "same" padding, unused, NHWC
        long[] settings = {height, width, height, width, 0, 0, 1, 1, 0, 0, 1};
        output = Nd4j.createUninitialized(DataType.FLOAT, shape);
        forward = NativeOp.of("maxpool2d", arrays(input), arrays(output), settings);
        outputGradient = training ? Nd4j.create(DataType.FLOAT, shape) : null;
        backward = inputGradient == null ? null
                : NativeOp.of("maxpool2d_bp", arrays(input, outputGradient), arrays(inputGradient), settings);
    }

    @Override
    public INDArray output() {
        return output;
    }

    @Override
    public INDArray outputGradient() {
        return outputGradient;
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
        output.close();
        if (outputGradient != null) {
            outputGradient.close();
        }
    }
}
