package io.github.nucleoscope.training;

/**
 * What a step did to the weights of a layer. Norms are Euclidean; biases are not in them.
 *
 * @param layer its name
 * @param count how many weights it has
 * @param fanIn number of values that one output value is summed from
 * @param gradientNorm of the mini-batch's gradient, before clipping and decay
 * @param weightNorm before the step
 * @param updateNorm of what the step added
 */
public record LayerChange(String layer, int count, long fanIn, double gradientNorm, double weightNorm,
        double updateNorm) {

    /** How far the step moved the weights, relative to their size; NaN where they are all 0. */
    public double updateRatio() {
        return weightNorm == 0 ? Double.NaN : updateNorm / weightNorm;
    }

    /** The mean square of the weights. */
    public double weightSquare() {
        return weightNorm * weightNorm / count;
    }
}
