package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** max(0, x), in place: the output is positive exactly where the input was, which is all that its gradient asks. */
final class ReluKernel extends Kernel {

    private final NativeOp forward;
    private final NativeOp backward;

    ReluKernel(INDArray values, INDArray gradient) {
        super(values, gradient);
        forward = own(NativeOp.ofReals("relu", arrays(values), arrays(values), 0));
        backward = gradient == null ? null
                : own(NativeOp.ofReals("relu_bp", arrays(values, gradient), arrays(gradient), 0));
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        backward.run();
    }
}
