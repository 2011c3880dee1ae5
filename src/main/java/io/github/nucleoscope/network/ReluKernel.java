package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** max(0, x), in place: the output is positive exactly where the input was, which is all that its gradient asks. */
final class ReluKernel implements Kernel {

    private final INDArray values;
    private final INDArray gradient;
    private final NativeOp forward;
    private final NativeOp backward;

    ReluKernel(INDArray values, INDArray gradient) {
        this.values = values;
        this.gradient = gradient;
        forward = NativeOp.ofReals("relu", arrays(values), arrays(values), 0);
        backward = gradient == null ? null
                : NativeOp.ofReals("relu_bp", arrays(values, gradient), arrays(gradient), 0);
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
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        backward.run();
    }

    @Override
    public void close() {
        forward.close();
        if (backward != null) {
            backward.close();
        }
    }
}
