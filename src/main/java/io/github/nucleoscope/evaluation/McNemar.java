package io.github.nucleoscope.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's mid-p test of two classifiers on the same nuclei. It is less conservative than the exact conditional test
 * and, unlike the chi-squared test, valid for few nuclei: Fagerland, Lydersen and Laake, "The McNemar test for binary
 * matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Med. Res. Methodol. 2013, 13:91.
 * It assumes that nuclei are independent, and does not account for the variation between trainings.
 *
 * @param onlyFirst number of nuclei that the first classifier got right and the second got wrong
 * @param onlySecond number of nuclei that the second classifier got right and the first got wrong
 * @param p two-sided mid-p; 1 if the classifiers agree on every nucleus
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {

    /**
     * Tests two classifiers.
     *
     * @param first whether the first classifier was right, for each nucleus
     * @param second whether the second classifier was right, for the same nuclei in the same order
     * @throws IllegalArgumentException if the lengths differ
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

    /** Tests two classifiers, given the number of nuclei that only one of them got right, each 0 or more. */
    static McNemar of(int onlyFirst, int onlySecond) {
        int fewer = Math.min(onlyFirst, onlySecond);
        if (onlyFirst == onlySecond) {
            // Both tails and half of the middle: the whole distribution less half of the middle.
            return new McNemar(onlyFirst, onlySecond, onlyFirst == 0 ? 1
                    : 1 - binomial(onlyFirst + onlySecond).probability(fewer) / 2);
        }
        BinomialDistribution binomial = binomial(onlyFirst + onlySecond);
        return new McNemar(onlyFirst, onlySecond,
                2 * binomial.cumulativeProbability(fewer) - binomial.probability(fewer));
    }

    private static BinomialDistribution binomial(int trials) {
        // No random generator is needed: nothing is sampled.
        return new BinomialDistribution(null, trials, 0.5);
    }
}
