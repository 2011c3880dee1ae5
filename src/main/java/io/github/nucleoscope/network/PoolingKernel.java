package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import io.github.nucleoscope.network.Layer.Pooling;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Max or mean pooling; pixels outside the image are ignored. */
final class PoolingKernel extends Kernel {

    private final NativeOp forward;
    private final NativeOp backward;

    PoolingKernel(INDArray input, INDArray inputGradient, Pooling window, boolean training) {
        super(training, input.size(0), out(input.size(1), window.height(), window.strideY(), window.padY()),
                out(input.size(2), window.width(), window.strideX(), window.padX()), input.size(3));
        String op = window.kind() == Pooling.Kind.MAXIMUM ? "maxpool2d" : "avgpool2d";
        // kernel, stride, padding, dilation, no "same" padding, means exclude the padding, NHWC
        long[] settings = {window.height(), window.width(), window.strideY(), window.strideX(), window.padY(),
            window.padX(), 1, 1, 0, 0, 1};
        forward = own(NativeOp.of(op, arrays(input), arrays(output()), settings));
        backward = inputGradient == null ? null
                : own(NativeOp.of(op + "_bp", arrays(input, outputGradient()), arrays(inputGradient), settings));
    }

    private static long out(long in, long kernel, long stride, long padding) {
        return (in + 2 * padding - kernel) / stride + 1;
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
