package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.nio.FloatBuffer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes only the gradients of a convolution's weights and biases, as one matrix product: patches [kernel height x
 * kernel width x channels, batch x height x width] times output gradient [batch x height x width, filters] (im2col;
 * Chellapilla et al. 2006). For the first layer, whose few channels keep the patch matrix small.
 */
final class PatchGradient implements AutoCloseable {

    private final int batch;
    private final int height;
    private final int width;
    private final int channels;
    private final int kernelHeight;
    private final int kernelWidth;
    private final FloatBuffer input;
    private final INDArray patchArray;
    private final FloatBuffer patches;
    private final INDArray ones;
    private final NativeOp weightProduct;
    private final NativeOp biasSum;

    /** @param biasGradient null if there are no biases */
    PatchGradient(INDArray input, INDArray outputGradient, INDArray weightGradient, INDArray biasGradient) {
        batch = (int) input.size(0);
        height = (int) input.size(1);
        width = (int) input.size(2);
        channels = (int) input.size(3);
        kernelHeight = (int) weightGradient.size(0);
        kernelWidth = (int) weightGradient.size(1);
        long rows = (long) kernelHeight * kernelWidth * channels;
        long pixels = (long) batch * height * width;
        long filters = weightGradient.size(3);
        this.input = Floats.of(input);
        // Values in the padding always stay 0.
        patchArray = Nd4j.create(DataType.FLOAT, rows, pixels);
        patches = Floats.of(patchArray);
        ones = biasGradient == null ? null : Nd4j.ones(DataType.FLOAT, 1, pixels);
        INDArray gradient = outputGradient.reshape('c', pixels, filters);
        weightProduct = NativeOp.of("matmul", arrays(patchArray, gradient),
                arrays(weightGradient.reshape('c', rows, filters)), 0, 0);
        biasSum = biasGradient == null ? null : NativeOp.of("matmul", arrays(ones, gradient),
                arrays(biasGradient.reshape('c', 1, filters)), 0, 0);
    }

    void run() {
        for (int ky = 0; ky < kernelHeight; ky++) {
            for (int kx = 0; kx < kernelWidth; kx++) {
                for (int channel = 0; channel < channels; channel++) {
                    int row = (ky * kernelWidth + kx) * channels + channel;
                    shift(row * batch * height * width, ky - (kernelHeight - 1) / 2, kx - (kernelWidth - 1) / 2,
                            channel);
                }
            }
        }
        weightProduct.run();
        if (biasSum != null) {
            biasSum.run();
        }
    }

    /** Writes one channel of the input, shifted by (dy, dx), into one row of the patch matrix. */
    private void shift(int row, int dy, int dx, int channel) {
        int fromX = Math.max(0, -dx);
        int toX = Math.min(width, width - dx);
        int fromY = Math.max(0, -dy);
        int toY = Math.min(height, height - dy);
        for (int image = 0; image < batch; image++) {
            for (int y = fromY; y < toY; y++) {
                int target = row + (image * height + y) * width + fromX;
                int source = ((image * height + y + dy) * width + fromX + dx) * channels + channel;
                if (channels == 1) {
                    patches.put(target, input, source, toX - fromX);
                } else {
                    for (int x = fromX; x < toX; x++, target++, source += channels) {
                        patches.put(target, input.get(source));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        weightProduct.close();
        patchArray.close();
        if (biasSum != null) {
            biasSum.close();
            ones.close();
        }
    }
}
