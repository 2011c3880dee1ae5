package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The maximum of blocks that do not overlap. */
final class PoolingKernel extends Kernel {

    private final NativeOp forward;
    private final NativeOp backward;

    PoolingKernel(INDArray input, INDArray inputGradient, int height, int width, boolean training) {
        super(training, input.size(0), input.size(1) / height, input.size(2) / width, input.size(3));
        // kernel, stride, padding, dilation, no "same" padding, unused, NHWC
        long[] settings = {height, width, height, width, 0, 0, 1, 1, 0, 0, 1};
        forward = own(NativeOp.of("maxpool2d", arrays(input), arrays(output()), settings));
        backward = inputGradient == null ? null
                : own(NativeOp.of("maxpool2d_bp", arrays(input, outputGradient()), arrays(inputGradient), settings));
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        if (backward != null) {
            backward.run();
        }
    }
}
