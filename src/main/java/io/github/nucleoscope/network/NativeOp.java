package io.github.nucleoscope.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J operation that is bound to its arrays once, so that running it allocates nothing. Building an operation for
 * each step would cost as much as the arithmetic of a small layer.
 */
final class NativeOp implements AutoCloseable {

    private final CustomOp op;
    private final OpContext context;

    private NativeOp(String name, INDArray[] inputs, INDArray[] outputs) {
        op = DynamicCustomOp.builder(name).build();
        context = Nd4j.getExecutioner().buildContext();
        for (int i = 0; i < inputs.length; i++) {
            context.setInputArray(i, inputs[i]);
        }
        for (int i = 0; i < outputs.length; i++) {
            context.setOutputArray(i, outputs[i]);
        }
    }

    static NativeOp of(String name, INDArray[] inputs, INDArray[] outputs, long... integers) {
        NativeOp op = new NativeOp(name, inputs, outputs);
        op.context.setIArguments(integers);
        return op;
    }

    static NativeOp of(String name, INDArray[] inputs, INDArray[] outputs, double[] reals, long... integers) {
        NativeOp op = of(name, inputs, outputs, integers);
        op.context.setTArguments(reals);
        return op;
    }

    static NativeOp ofReals(String name, INDArray[] inputs, INDArray[] outputs, double... reals) {
        NativeOp op = new NativeOp(name, inputs, outputs);
        op.context.setTArguments(reals);
        return op;
    }

    void run() {
        Nd4j.getExecutioner().exec(op, context);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static INDArray[] arrays(INDArray... arrays) {
        return arrays;
    }
}
