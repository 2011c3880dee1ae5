package io.github.nucleoscope.network;

/**
 * Cross-entropy of a network's logits, in nats: of a sigmoid where there is one output unit, of a softmax otherwise. A
 * network that has learnt nothing has the loss ln(number of classes), 0.693 for two.
 */
public final class Loss {

    private Loss() {}

    /**
     * The loss of one image.
     *
     * @param logits the output units' values before the sigmoid or softmax
     * @param truth index of the true class
     * @return 0 or more; NaN where a logit is NaN
     */
    public static double of(float[] logits, int truth) {
        if (logits.length == 1) {
            // ln(1 + exp(-z)), written so that exp never overflows
            double z = truth == 1 ? logits[0] : -logits[0];
            return Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return logSumExp(logits) - logits[truth];
    }

    /**
     * Class probabilities, in the order of the classes; they sum to 1.
     *
     * @param logits one value for two classes (the probability of class 1), otherwise one value per class
     */
    public static double[] probabilities(float[] logits) {
        if (logits.length == 1) {
            // Each from its own exponential: 1 - p would be 0 long before the probability is.
            return new double[] {1 / (1 + Math.exp(logits[0])), 1 / (1 + Math.exp(-logits[0]))};
        }
        double normaliser = logSumExp(logits);
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i] - normaliser);
        }
        return probabilities;
    }

    /** Index of the most probable class; the lowest index where several are. */
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

    /** The gradient of {@link #of} by each logit: probability minus truth. */
    static void gradient(float[] logits, int truth, float[] gradient) {
        double[] probabilities = probabilities(logits);
        if (logits.length == 1) {
            gradient[0] = (float) (probabilities[1] - truth);
            return;
        }
        for (int i = 0; i < logits.length; i++) {
            gradient[i] = (float) (probabilities[i] - (i == truth ? 1 : 0));
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
