package io.github.nucleoscope.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RMSProp (Tieleman and Hinton, Coursera lecture 6.5, 2012): each parameter's step is divided by a running root mean
 * square of its gradient.
 */
final class RmsProp implements AutoCloseable {

    static final double DECAY = 0.9;
    static final double EPSILON = 1e-7;

    private final INDArray parameters;
    private final INDArray meanSquare;
    private final INDArray update;
    private final CustomOp op = DynamicCustomOp.builder("rms_prop_updater").build();
    private final OpContext context;

    /**
     * @param parameters what is trained, changed by {@link #step}
     * @param gradient of the same shape, read by {@link #step}
     */
    RmsProp(INDArray parameters, INDArray gradient, double learningRate) {
        this.parameters = parameters;
        meanSquare = Nd4j.create(DataType.FLOAT, parameters.shape());
        update = Nd4j.create(DataType.FLOAT, parameters.shape());
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArray(0, gradient);
        context.setInputArray(1, meanSquare);
        context.setOutputArray(0, update);
        context.setOutputArray(1, meanSquare);
        context.setTArguments(learningRate, DECAY, EPSILON);
    }

    void step() {
        Nd4j.getExecutioner().exec(op, context);
        parameters.subi(update);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        meanSquare.close();
        update.close();
    }
}
