package io.github.nucleoscope.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds a multiple of one array to another. BLAS would use threads of its own, which spin for milliseconds after each
 * call and take processors from the network: a training step would take half as long again.
 */
final class ScaledAddition implements AutoCloseable {

    private final CustomOp op = DynamicCustomOp.builder("axpy").build();
    private final OpContext context = Nd4j.getExecutioner().buildContext();

    /**
     * @param to array that is changed by {@link #run}
     * @param what array of the same shape that is added
     */
    ScaledAddition(INDArray to, INDArray what) {
        // The op computes factor * second + first.
        context.setInputArray(0, to);
        context.setInputArray(1, what);
        context.setOutputArray(0, to);
    }

    /** Computes {@code to += factor * what}. */
    void run(double factor) {
        context.setTArguments(factor);
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
}
