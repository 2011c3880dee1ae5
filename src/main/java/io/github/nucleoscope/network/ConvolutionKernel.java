package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution, zero-padded by (kernel - 1) / 2 at the start, with or without biases. */
final class ConvolutionKernel extends Kernel {

    private final NativeOp forward;
    private final Runnable backward;

    /**
     * @param input [batch, height, width, channels]
     * @param inputGradient of the same shape; null if it is not needed, as in the first layer
     * @param biases null if there are none
     * @param weightGradient null in prediction
     * @param biasGradient null in prediction, and if there are no biases
     */
    ConvolutionKernel(INDArray input, INDArray inputGradient, int stride, INDArray weights, INDArray biases,
            INDArray weightGradient, INDArray biasGradient) {
        super(weightGradient != null, input.size(0), (input.size(1) + stride - 1) / stride,
                (input.size(2) + stride - 1) / stride, weights.size(3));
        long kernelHeight = weights.size(0);
        long kernelWidth = weights.size(1);
        // With stride 1, ND4J's "same" padding is ours, also for even kernels; with other strides kernels are odd.
        long same = stride == 1 ? 1 : 0;
        // kernel, stride, padding, dilation, "same" padding, NHWC, weights as [height, width, in, out]
        long[] settings = {kernelHeight, kernelWidth, stride, stride, (kernelHeight - 1) / 2, (kernelWidth - 1) / 2, 1,
            1, same, 1, 0};
        forward = own(NativeOp.of("conv2d", withBiases(biases, input, weights), arrays(output()), settings));
        if (weightGradient == null) {
            backward = () -> {
                throw new IllegalStateException("built for prediction only");
            };
        } else if (inputGradient == null && stride == 1) {
            // conv2d_bp always computes the gradient of the input, which would waste half of a training step here.
            backward = own(new PatchGradient(input, outputGradient(), weightGradient, biasGradient))::run;
        } else {
            INDArray byInput = inputGradient != null ? inputGradient
                    : own(Nd4j.createUninitialized(DataType.FLOAT, input.shape()));
            INDArray[] inputs = biases == null ? arrays(input, weights, outputGradient())
                    : arrays(input, weights, biases, outputGradient());
            backward = own(NativeOp.of("conv2d_bp", inputs, withBiases(biasGradient, byInput, weightGradient),
                    settings))::run;
        }
    }

    private static INDArray[] withBiases(INDArray biases, INDArray first, INDArray second) {
        return biases == null ? arrays(first, second) : arrays(first, second, biases);
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
