package io.github.nucleoscope.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A running mean of the parameters. Single steps jump about; their mean lies nearer to the valley's floor and
 * generalises better (Polyak and Juditsky 1992; exponential form as in Szegedy et al. 2016, section 8).
 */
final class WeightAverage implements AutoCloseable {

    /** The most that is kept of the past in each step. */
    static final double DECAY = 0.999;

    private final double decay;
    private final INDArray average;
    private final ScaledAddition addition;
    private long steps;

    /**
     * @param parameters what is trained
     * @param decay weight of the past in each step, 0 to below 1
     */
    WeightAverage(INDArray parameters, double decay) {
        this.decay = decay;
        average = parameters.dup();
        addition = new ScaledAddition(average, parameters);
    }

    /** Takes the parameters in, after each step of the optimiser. */
    void step() {
        steps++;
        // The first steps count more, or the initial weights would be remembered for long.
        double kept = Math.min(decay, (1.0 + steps) / (10.0 + steps));
        average.muli(kept);
        addition.run(1 - kept);
    }

    /** The mean as it is now, of the parameters' shape: not a copy. */
    INDArray average() {
        return average;
    }

    /** Goes on as after so many steps; {@link #average()} is the caller's to restore. */
    void resumeAfter(long stepsDone) {
        steps = stepsDone;
    }

    @Override
    public void close() {
        addition.close();
        average.close();
    }
}
