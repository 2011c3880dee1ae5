package io.github.nucleoscope.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An exponential moving average of the parameters. Single steps are noisy; their mean is closer to the minimum of the
 * loss and generalises better (Polyak and Juditsky 1992; exponential form as in Szegedy et al. 2016, section 8).
 */
final class WeightAverage implements AutoCloseable {

    /** Largest decay: the weight of the previous average in each step. */
    static final double DECAY = 0.999;

    private final double decay;
    private final INDArray average;
    private final ScaledAddition addition;
    private long steps;

    /**
     * @param parameters parameters in training, read at each step
     * @param decay largest weight of the previous average in each step, 0 to below 1
     */
    WeightAverage(INDArray parameters, double decay) {
        this.decay = decay;
        average = parameters.dup();
        addition = new ScaledAddition(average, parameters);
    }

    /** Updates the average; to be called after each step of the optimiser. */
    void step() {
        steps++;
        // The first steps have more weight, as otherwise the initial weights would dominate for long.
        double kept = Math.min(decay, (1.0 + steps) / (10.0 + steps));
        average.muli(kept);
        addition.run(1 - kept);
    }

    /** Returns the current average, of the parameters' shape; not a copy. */
    INDArray average() {
        return average;
    }

    /** Sets the number of steps done, to resume a training; the caller must restore {@link #average()}. */
    void resumeAfter(long stepsDone) {
        steps = stepsDone;
    }

    @Override
    public void close() {
        addition.close();
        average.close();
    }
}
