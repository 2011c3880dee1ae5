package io.github.nucleoscope.evaluation;

/**
 * A classifier's prediction for one nucleus whose class is known.
 *
 * @param truth index of the nucleus's class, 0 or more
 * @param probabilities probability of each class, by class index: two or more, each in [0, 1], sum 1 (within 0.001,
 *     as they may come from 32-bit floats); copied in and out
 * @param source name of the image that the nucleus is from; if that is unknown, a name unique to this nucleus
 * @param sourceKnown whether {@code source} is the name of the image
 */
public record Outcome(int truth, double[] probabilities, String source, boolean sourceKnown) {

    /** Largest deviation of the sum of the probabilities from 1. */
    private static final double SUM_TOLERANCE = 1e-3;

    /**
     * Creates an outcome for a nucleus of a known image.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Outcome(int truth, double[] probabilities, String source) {
        this(truth, probabilities, source, true);
    }

    /** @throws IllegalArgumentException if a value is outside its range */
    public Outcome {
        probabilities = probabilities.clone();
        if (probabilities.length < 2) {
            throw new IllegalArgumentException("a nucleus of " + source + " has " + probabilities.length
                    + " class probabilities: there must be two or more");
        }
        if (truth < 0 || truth >= probabilities.length) {
            throw new IllegalArgumentException("a nucleus of " + source + " has class index " + truth
                    + ": it must be 0 to " + (probabilities.length - 1));
        }
        if (source == null) {
            throw new IllegalArgumentException("a nucleus has no source image: give its name");
        }
        double sum = 0;
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a nucleus of " + source + " has class probability " + probability
                        + ": it must be 0 to 1");
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("the class probabilities of a nucleus of " + source + " sum to " + sum
                    + ": they must sum to 1");
        }
    }

    /** Returns a copy of the probabilities, by class index. */
    @Override
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** The probability of one class. */
    public double probability(int classIndex) {
        return probabilities[classIndex];
    }

    /** Number of classes. */
    public int classCount() {
        return probabilities.length;
    }

    /** Index of the most probable class; of ties, the lowest index. */
    public int predicted() {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }
}
