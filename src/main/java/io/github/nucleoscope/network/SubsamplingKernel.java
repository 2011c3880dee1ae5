package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Every n-th row and column, where n is the stride; additional channels are 0. */
final class SubsamplingKernel extends Kernel {

    private final INDArray inputArray;
    private final INDArray inputGradientArray;
    private final int stride;

    /** @param inputGradient null if it is not needed */
    SubsamplingKernel(INDArray input, INDArray inputGradient, Operation.Subsample what) {
        super(inputGradient != null, input.size(0), (input.size(1) + what.stride() - 1) / what.stride(),
                (input.size(2) + what.stride() - 1) / what.stride(), what.channels());
        inputArray = input;
        inputGradientArray = inputGradient;
        stride = what.stride();
        // Additional channels always stay 0.
        output().assign(0);
    }

    @Override
    void forward() {
        copy(Floats.of(inputArray), Floats.of(output()), true);
    }

    @Override
    void backward() {
        if (inputGradientArray != null) {
            inputGradientArray.assign(0);
            copy(Floats.of(inputGradientArray), Floats.of(outputGradient()), false);
        }
    }

    private void copy(FloatBuffer large, FloatBuffer small, boolean toSmall) {
        int batch = (int) inputArray.size(0);
        int height = (int) inputArray.size(1);
        int width = (int) inputArray.size(2);
        int channels = (int) inputArray.size(3);
        int outChannels = (int) output().size(3);
        int at = 0;
        for (int image = 0; image < batch; image++) {
            for (int y = 0; y < height; y += stride) {
                for (int x = 0; x < width; x += stride, at += outChannels) {
                    int from = ((image * height + y) * width + x) * channels;
                    if (toSmall) {
                        small.put(at, large, from, channels);
                    } else {
                        large.put(from, small, at, channels);
                    }
                }
            }
        }
    }
}
