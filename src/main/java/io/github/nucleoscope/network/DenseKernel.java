package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected step: input [batch, inputs] times weights [inputs, units] plus biases [units]. */
final class DenseKernel implements Kernel {

    private final INDArray output;
    private final INDArray outputGradient;
    private final NativeOp forward;
    private final INDArray ones;
    private final NativeOp weightProduct;
    private final NativeOp biasSum;
    private final NativeOp inputProduct;

    /**
     * @param input any shape that begins with the batch; read as [batch, inputs]
     * @param inputGradient null where it is not wanted
     * @param weightGradient null in prediction
     */
    DenseKernel(INDArray input, INDArray inputGradient, INDArray weights, INDArray biases, INDArray weightGradient,
            INDArray biasGradient) {
        long batch = input.size(0);
        long inputs = weights.size(0);
        long units = weights.size(1);
        INDArray flat = input.reshape('c', batch, inputs);
        output = Nd4j.createUninitialized(DataType.FLOAT, batch, units);
        forward = NativeOp.of("xw_plus_b", arrays(flat, weights, biases), arrays(output));
        if (weightGradient == null) {
            outputGradient = null;
            ones = null;
            weightProduct = null;
            biasSum = null;
            inputProduct = null;
        } else {
            outputGradient = Nd4j.create(DataType.FLOAT, batch, units);
            ones = Nd4j.ones(DataType.FLOAT, 1, batch);
            weightProduct = NativeOp.of("matmul", arrays(flat, outputGradient), arrays(weightGradient), 1, 0);
            biasSum = NativeOp.of("matmul", arrays(ones, outputGradient),
                    arrays(biasGradient.reshape('c', 1, units)), 0, 0);
            inputProduct = inputGradient == null ? null : NativeOp.of("matmul", arrays(outputGradient, weights),
                    arrays(inputGradient.reshape('c', batch, inputs)), 0, 1);
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
        weightProduct.run();
        biasSum.run();
        if (inputProduct != null) {
            inputProduct.run();
        }
    }

    @Override
    public void close() {
        forward.close();
        output.close();
        if (outputGradient != null) {
            weightProduct.close();
            biasSum.close();
            if (inputProduct != null) {
                inputProduct.close();
            }
            ones.close();
            outputGradient.close();
        }
    }
}
