package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution with stride 1 and zero padding that keeps height and width, plus biases. */
final class ConvolutionKernel extends Kernel {

    private final NativeOp forward;
    private final Runnable backward;

    /**
     * @param input [batch, height, width, channels]
     * @param inputGradient the same shape; null where it is not wanted, as in the first layer
     * @param weightGradient null in prediction
     */
    ConvolutionKernel(INDArray input, INDArray inputGradient, INDArray weights, INDArray biases,
            INDArray weightGradient, INDArray biasGradient) {
        super(weightGradient != null, input.size(0), input.size(1), input.size(2), weights.size(3));
        long kernelHeight = weights.size(0);
        long kernelWidth = weights.size(1);
        // kernel, stride, padding, dilation, "same" padding, NHWC, weights as [height, width, in, out]
        long[] settings = {kernelHeight, kernelWidth, 1, 1, 0, 0, 1, 1, 1, 1, 0};
        forward = own(NativeOp.of("conv2d", arrays(input, weights, biases), arrays(output()), settings));
        if (weightGradient == null) {
            backward = () -> {
                throw new IllegalStateException("built for prediction only");
            };
        } else if (inputGradient == null) {
            // conv2d_bp always computes the gradient by the input: half of a training step for nothing here.
            backward = own(new PatchGradient(input, outputGradient(), weightGradient, biasGradient))::run;
        } else {
            backward = own(NativeOp.of("conv2d_bp", arrays(input, weights, biases, outputGradient()),
                    arrays(inputGradient, weightGradient, biasGradient), settings))::run;
        }
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
