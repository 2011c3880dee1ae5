package io.github.nucleoscope.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test of two classifiers on the same nuclei: the exact test with mid-p, which is neither as conservative
 * as the exact one nor wrong for few nuclei as the chi-squared one is. Fagerland, Lydersen and Laake, "The McNemar test
 * for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Med. Res. Methodol. 2013,
 * 13:91. It takes nuclei for independent, and says nothing of what another training would give.
 *
 * @param onlyFirst number of nuclei that the first took for what they are and the second did not
 * @param onlySecond the other way round
 * @param p two-sided mid-p; 1 where no nucleus tells the classifiers apart
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {

    /**
     * Tests.
     *
     * @param first whether the first classifier was right, by nucleus
     * @param second the same of the second, of the same nuclei
     */
    public static McNemar of(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " and " + second.length
                    + " nuclei: both classifiers must have answered the same");
        }
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += !first[i] && second[i] ? 1 : 0;
        }
        return of(onlyFirst, onlySecond);
    }

    /** The same of counts, 0 or more. */
    static McNemar of(int onlyFirst, int onlySecond) {
        int fewer = Math.min(onlyFirst, onlySecond);
        if (onlyFirst == onlySecond) {
            // Both tails with half of the middle: all there is, less half of it on either side.
            return new McNemar(onlyFirst, onlySecond, onlyFirst == 0 ? 1
                    : 1 - binomial(onlyFirst + onlySecond).probability(fewer) / 2);
        }
        BinomialDistribution binomial = binomial(onlyFirst + onlySecond);
        return new McNemar(onlyFirst, onlySecond,
                2 * binomial.cumulativeProbability(fewer) - binomial.probability(fewer));
    }

    private static BinomialDistribution binomial(int trials) {
        // Without a random generator: nothing is drawn.
        return new BinomialDistribution(null, trials, 0.5);
    }
}
