package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected layer: input [batch, inputs] times weights [inputs, units] plus biases [units]. */
final class DenseKernel extends Kernel {

    private final NativeOp forward;
    private final List<NativeOp> backward = new ArrayList<>();

    /**
     * @param input any shape that begins with the batch; read as [batch, inputs]
     * @param inputGradient null if it is not needed
     * @param weightGradient null in prediction
     */
    DenseKernel(INDArray input, INDArray inputGradient, INDArray weights, INDArray biases, INDArray weightGradient,
            INDArray biasGradient) {
        super(weightGradient != null, input.size(0), weights.size(1));
        long batch = input.size(0);
        long inputs = weights.size(0);
        long units = weights.size(1);
        INDArray flat = input.reshape('c', batch, inputs);
        forward = own(NativeOp.of("xw_plus_b", arrays(flat, weights, biases), arrays(output())));
        if (weightGradient == null) {
            return;
        }
        INDArray gradient = outputGradient();
        INDArray ones = own(Nd4j.ones(DataType.FLOAT, 1, batch));
        backward.add(own(NativeOp.of("matmul", arrays(flat, gradient), arrays(weightGradient), 1, 0)));
        backward.add(own(NativeOp.of("matmul", arrays(ones, gradient), arrays(biasGradient.reshape('c', 1, units)), 0,
                0)));
        if (inputGradient != null) {
            backward.add(own(NativeOp.of("matmul", arrays(gradient, weights),
                    arrays(inputGradient.reshape('c', batch, inputs)), 0, 1)));
        }
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        for (NativeOp op : backward) {
            op.run();
        }
    }
}
