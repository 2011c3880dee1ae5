package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Nearest-neighbour upsampling: each value is repeated in a block of pixels. */
final class UpsamplingKernel extends Kernel {

    private final NativeOp forward;
    private final NativeOp backward;

    /** @param inputGradient null if it is not needed */
    UpsamplingKernel(INDArray input, INDArray inputGradient, Operation.Upsample what) {
        super(inputGradient != null, input.size(0), input.size(1) * what.height(), input.size(2) * what.width(),
                input.size(3));
        // Height, width, NHWC; the backward operation takes the factors from the shapes.
        forward = own(NativeOp.of("upsampling2d", arrays(input), arrays(output()), what.height(), what.width(), 0));
        backward = inputGradient == null ? null : own(NativeOp.of("upsampling2d_bp",
                arrays(input, outputGradient()), arrays(inputGradient), 0));
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
