package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Backpropagation.WeightRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Changes the parameters by their gradient. ND4J's updater turns the gradient into a direction, with its running means;
 * it is bound to its arrays once. All parameters are one array, so that each operation is one pass.
 */
final class Optimiser implements AutoCloseable {

    /** ND4J corrects Adam's running means by their number of steps; after so many it leaves that to us. */
    private static final long ENDLESS = 1 << 30;

    private final OptimiserSettings settings;
    private final INDArray gradient;
    private final INDArray update;
    private final ScaledAddition addition;
    private final Map<String, INDArray> state = new LinkedHashMap<>();
    private final List<INDArray> weights = new ArrayList<>();
    private final List<ScaledAddition> decays = new ArrayList<>();
    private final CustomOp op;
    private final OpContext context;
    private long steps;

    /**
     * @param parameters what is trained, changed by {@link #step}: a vector
     * @param gradient of the same shape, read and changed by {@link #step}
     * @param decayed where in the parameters the weights are that the weight decay is for
     */
    Optimiser(OptimiserSettings settings, INDArray parameters, INDArray gradient, List<WeightRange> decayed) {
        this.settings = settings;
        this.gradient = gradient;
        if (settings.weightDecay() > 0) {
            for (WeightRange range : decayed) {
                weights.add(view(parameters, range));
                decays.add(new ScaledAddition(view(gradient, range), view(parameters, range)));
            }
        }
        update = Nd4j.create(DataType.FLOAT, parameters.shape());
        addition = new ScaledAddition(parameters, update);
        op = DynamicCustomOp.builder(settings.algorithm().op).build();
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArray(0, gradient);
        context.setOutputArray(0, update);
        for (String name : settings.algorithm().states) {
            INDArray array = Nd4j.create(DataType.FLOAT, parameters.shape());
            state.put(name, array);
            context.setInputArray(state.size(), array);
            context.setOutputArray(state.size(), array);
        }
        context.setTArguments(settings.algorithm().constants);
        context.setIArguments(ENDLESS);
    }

    private static INDArray view(INDArray array, WeightRange range) {
        return array.get(NDArrayIndex.interval(range.offset(), range.offset() + range.length()));
    }

    /** One step. The gradient is clipped first, then weights decay. */
    void step(double learningRate) {
        steps++;
        clip();
        decay(learningRate);
        Nd4j.getExecutioner().exec(op, context);
        addition.run(-learningRate * settings.algorithm().correction(steps));
    }

    private void clip() {
        if (settings.clipping() > 0) {
            double norm = gradient.norm2Number().doubleValue();
            if (norm > settings.clipping()) {
                gradient.muli(settings.clipping() / norm);
            }
        }
    }

    private void decay(double learningRate) {
        for (int i = 0; i < weights.size(); i++) {
            if (settings.algorithm() == OptimiserSettings.Algorithm.ADAMW) {
                // Loshchilov and Hutter 2019, algorithm 2, line 12; here the decay is in units of the learning rate.
                weights.get(i).muli(1 - learningRate * settings.weightDecay());
            } else {
                decays.get(i).run(settings.weightDecay());
            }
        }
    }

    /** The running means by name, each of the parameters' shape: what a checkpoint must hold. Not copies. */
    Map<String, INDArray> state() {
        return state;
    }

    /** Goes on as after so many steps; {@link #state()} is the caller's to restore. */
    void resumeAfter(long stepsDone) {
        steps = stepsDone;
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        addition.close();
        decays.forEach(ScaledAddition::close);
        state.values().forEach(INDArray::close);
        update.close();
    }
}
