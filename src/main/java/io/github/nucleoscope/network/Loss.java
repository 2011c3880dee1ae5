package io.github.nucleoscope.network;

/**
 * Cross-entropy of a network's logits, in nats: of a sigmoid if there is one output unit, otherwise of a softmax. At
 * chance level it is ln(number of classes), 0.693 for two.
 */
public final class Loss {

    private Loss() {}

    /**
     * Returns the loss of one image.
     *
     * @param logits values of the output units before the sigmoid or softmax
     * @param truth index of the true class
     * @return 0 or more; NaN if a logit is NaN
     */
    public static double of(float[] logits, int truth) {
        return of(logits, truth, Objective.PLAIN);
    }

    /**
     * Returns the loss of one image with label smoothing and class weights: the cross-entropy between the network's
     * probabilities and a label that is 1 - s + s / K for the true class of K classes and s / K for all others, times
     * the weight of the true class.
     *
     * @param logits values of the output units before the sigmoid or softmax
     * @param truth index of the true class
     * @return 0 or more; NaN if a logit is NaN
     */
    static double of(float[] logits, int truth, Objective objective) {
        double smoothing = objective.labelSmoothing();
        if (logits.length == 1) {
            double z = logits[0];
            double label = (1 - smoothing) * truth + smoothing / 2;
            // ln(1 + exp(z)), written so that exp never overflows
            return objective.weight(truth) * (Math.max(z, 0) - label * z + Math.log1p(Math.exp(-Math.abs(z))));
        }
        double expected = (1 - smoothing) * logits[truth];
        for (float z : logits) {
            expected += smoothing / logits.length * z;
        }
        return objective.weight(truth) * (logSumExp(logits) - expected);
    }

    /**
     * Returns class probabilities, in the order of the classes; they sum to 1.
     *
     * @param logits one value for two classes (the probability of class 1), otherwise one value per class
     */
    public static double[] probabilities(float[] logits) {
        if (logits.length == 1) {
            // Each from its own exponential: 1 - p would round to 0 long before the probability does.
            return new double[] {1 / (1 + Math.exp(logits[0])), 1 / (1 + Math.exp(-logits[0]))};
        }
        double normaliser = logSumExp(logits);
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i] - normaliser);
        }
        return probabilities;
    }

    /** Index of the most probable class; of ties, the lowest index. */
    public static int mostProbable(float[] logits) {
        if (logits.length == 1) {
            return logits[0] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Computes the gradient of {@link #of(float[], int, Objective)} by each logit: probability minus label, weighted.
     */
    static void gradient(float[] logits, int truth, Objective objective, float[] gradient) {
        double[] probabilities = probabilities(logits);
        double smoothing = objective.labelSmoothing();
        double weight = objective.weight(truth);
        if (logits.length == 1) {
            gradient[0] = (float) (weight * (probabilities[1] - (1 - smoothing) * truth - smoothing / 2));
            return;
        }
        for (int i = 0; i < logits.length; i++) {
            double label = (i == truth ? 1 - smoothing : 0) + smoothing / logits.length;
            gradient[i] = (float) (weight * (probabilities[i] - label));
        }
    }

    private static double logSumExp(float[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (float z : logits) {
            max = Math.max(max, z);
        }
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z - max);
        }
        return max + Math.log(sum);
    }
}
