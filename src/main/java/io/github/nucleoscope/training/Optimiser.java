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
 * Updates the parameters with their gradient. ND4J's updater, bound to its arrays once, turns the gradient and its
 * running means into an update. All parameters are one array, so that each operation is one pass.
 */
final class Optimiser implements AutoCloseable {

    /** A step number so large that ND4J's own bias correction of Adam has no effect: it is done here instead. */
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
     * @param parameters vector of the parameters, updated by {@link #step}
     * @param gradient gradient of the same shape, read and overwritten by {@link #step}
     * @param decayed ranges of the parameters that weight decay applies to
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

    /** Makes one step: gradient clipping, weight decay, update. */
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

    /** Returns the running means by name, each of the parameters' shape, for checkpoints; not copies. */
    Map<String, INDArray> state() {
        return state;
    }

    /** Sets the number of steps done, to resume a training; the caller must restore {@link #state()}. */
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
