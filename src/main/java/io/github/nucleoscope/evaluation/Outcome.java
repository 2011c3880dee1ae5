package io.github.nucleoscope.evaluation;

/**
 * What a classifier said about one nucleus whose class is known.
 *
 * @param truth index of the nucleus's class, 0 or more
 * @param probabilities probability of each class, by class index: two or more, each in [0, 1], sum 1 (to 0.001, for
 *     they may come from 32-bit floats); copied in and out
 * @param source name of the image that the nucleus is from; where that is not known, a name that only this nucleus has
 * @param sourceKnown whether {@code source} names the image
 */
public record Outcome(int truth, double[] probabilities, String source, boolean sourceKnown) {

    /** How far the sum of the probabilities may be from 1. */
    private static final double SUM_TOLERANCE = 1e-3;

    /**
     * A nucleus of an image that is known.
     *
     * @throws IllegalArgumentException where a value is outside its range
     */
    public Outcome(int truth, double[] probabilities, String source) {
        this(truth, probabilities, source, true);
    }

    /** @throws IllegalArgumentException where a value is outside its range */
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

    /** A copy of the probabilities, by class index. */
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

    /** Index of the most probable class; the lowest index where several are. */
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
