package io.github.nucleoscope.classifier;

/**
 * The class probabilities that a classifier predicts for one nucleus.
 *
 * @param probabilities one per class, in the order of the classes, each in [0, 1], sum 1; must not be modified
 */
public record Prediction(double[] probabilities) {

    /** Index of the most probable class; of ties, the lowest index. */
    public int classIndex() {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The probability of the most probable class. */
    public double confidence() {
        return probabilities[classIndex()];
    }
}
