package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution with stride 1 and zero padding that keeps height and width, plus biases. */
final class ConvolutionKernel implements Kernel {

    private final INDArray output;
    private final INDArray outputGradient;
    private final NativeOp forward;
    private final Runnable backward;
    private final AutoCloseable backwardArrays;

    /**
     * @param input [batch, height, width, channels]
     * @param inputGradient the same shape; null where it is not wanted, as in the first layer
     * @param weightGradient null in prediction
     */
    ConvolutionKernel(INDArray input, INDArray inputGradient, INDArray weights, INDArray biases,
            INDArray weightGradient, INDArray biasGradient) {
        long kernelHeight = weights.size(0);
        long kernelWidth = weights.size(1);
        long[] shape = {input.size(0), input.size(1), input.size(2), weights.size(3)};
        // kernel, stride, padding, dilation, "same" padding, NHWC, weights as [height, width, in, out]
        long[] settings = {kernelHeight, kernelWidth, 1, 1, 0, 0, 1, 1, 1, 1, 0};
        output = Nd4j.createUninitialized(DataType.FLOAT, shape);
        forward = NativeOp.of("conv2d", arrays(input, weights, biases), arrays(output), settings);
        if (weightGradient == null) {
            outputGradient = null;
            backward = () -> {
                throw new IllegalStateException("built for prediction only");
            };
            backwardArrays = () -> {};
        } else {
            outputGradient = Nd4j.create(DataType.FLOAT, shape);
            if (inputGradient == null) {
                // conv2d_bp always computes the gradient by the input: half of a training step for nothing here.
                PatchGradient patches = new PatchGradient(input, outputGradient, weightGradient, biasGradient);
                backward = patches::run;
                backwardArrays = patches;
            } else {
                NativeOp op = NativeOp.of("conv2d_bp", arrays(input, weights, biases, outputGradient),
                        arrays(inputGradient, weightGradient, biasGradient), settings);
                backward = op::run;
                backwardArrays = op;
            }
        }
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
        backward.run();
    }

    @Override
    public void close() {
        forward.close();
        try {
            backwardArrays.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        output.close();
        if (outputGradient != null) {
            outputGradient.close();
        }
    }
}
