package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** max(0, x): the output is positive exactly where the input was, which is all that the gradient depends on. */
final class ReluKernel extends Kernel {

    private final NativeOp forward;
    private final NativeOp backward;

    /**
     * @param gradient gradient of the input; null if it is not needed
     * @param inPlace whether the output overwrites the input
     */
    ReluKernel(INDArray values, INDArray gradient, boolean inPlace) {
        super(values, gradient, inPlace);
        forward = own(NativeOp.ofReals("relu", arrays(values), arrays(output()), 0));
        backward = gradient == null ? null
                : own(NativeOp.ofReals("relu_bp", arrays(output(), outputGradient()), arrays(gradient), 0));
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
