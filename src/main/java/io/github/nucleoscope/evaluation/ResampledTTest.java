package io.github.nucleoscope.evaluation;

import java.util.Arrays;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's t for the mean of figures that folds and repeats of a cross-validation gave, with the variance corrected
 * for the training parts that they share: {@code (1 / n + test / train) s^2} in place of {@code s^2 / n}. Nadeau and
 * Bengio, "Inference for the generalization error", Mach. Learn. 2003, 52:239-281, section 3; for repeated
 * cross-validations Bouckaert and Frank, "Evaluating the replicability of significance tests for comparing learning
 * algorithms", PAKDD 2004, section 3.2. The uncorrected test finds differences far too often that are not there.
 *
 * <p>Applied to differences of two classifiers on the same folds it is a paired test; applied to one classifier's
 * figures it gives their mean an interval.
 *
 * @param mean the mean of the figures
 * @param standardError the root of the corrected variance, 0 or more
 * @param degreesOfFreedom number of figures less 1
 * @param t mean by standard error; NaN where both are 0
 * @param p chance of a t so far from 0 or farther, on both sides, where the true mean is 0; 1 where all figures are 0,
 *     0 where all are the same and not 0
 */
public record ResampledTTest(double mean, double standardError, int degreesOfFreedom, double t, double p) {

    /**
     * Tests.
     *
     * @param figures one for each fold of each repeat, 2 or more, finite
     * @param testByTrain size of a fold's test part by the size of its training part: {@code 1 / (folds - 1)} in a
     *     cross-validation
     */
    public static ResampledTTest of(double[] figures, double testByTrain) {
        int n = figures.length;
        if (n < 2 || !(testByTrain > 0)) {
            throw new IllegalArgumentException(n + " figures with test parts of " + testByTrain
                    + " training parts: there must be 2 or more, and parts that are not empty");
        }
        double mean = Arrays.stream(figures).sum() / n;
        double squares = 0;
        boolean same = true;
        for (double figure : figures) {
            squares += (figure - mean) * (figure - mean);
            same &= figure == figures[0];
        }
        // Rounding of the mean must not make a spread where there is none.
        double error = same ? 0 : Math.sqrt((1.0 / n + testByTrain) * squares / (n - 1));
        double t = (same ? figures[0] : mean) / error;
        double p = Double.isNaN(t) ? 1 : 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(t));
        return new ResampledTTest(same ? figures[0] : mean, error, n - 1, t, p);
    }

    /** The 95 % interval of the mean. */
    public Interval ci95() {
        double half = standardError * quantile(0.975);
        return new Interval(mean - half, mean + half);
    }

    /**
     * The smallest true mean, either side of 0, that this test would find (p below 0.05) in 8 of 10 experiments like
     * this one, were the standard error what it is here: (t(0.975) + t(0.8)) standard errors, 0 or more. Cohen,
     * "Statistical Power Analysis for the Behavioral Sciences", 1988, chapter 2, with t for the normal quantiles.
     */
    public double smallestDetectable() {
        return standardError * (quantile(0.975) + quantile(0.8));
    }

    private double quantile(double probability) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
