package io.github.nucleoscope.training;

/**
 * The effect of a step on the weights of a layer. Norms are Euclidean, without the biases.
 *
 * @param layer name of the layer
 * @param count number of weights
 * @param fanIn number of input values of one output value
 * @param gradientNorm norm of the mini-batch's gradient, before clipping and weight decay
 * @param weightNorm norm of the weights before the step
 * @param updateNorm norm of the change of the weights
 */
public record LayerChange(String layer, int count, long fanIn, double gradientNorm, double weightNorm,
        double updateNorm) {

    /** Returns the norm of the update divided by that of the weights; NaN if the weights are all 0. */
    public double updateRatio() {
        return weightNorm == 0 ? Double.NaN : updateNorm / weightNorm;
    }

    /** The mean square of the weights. */
    public double weightSquare() {
        return weightNorm * weightNorm / count;
    }
}
