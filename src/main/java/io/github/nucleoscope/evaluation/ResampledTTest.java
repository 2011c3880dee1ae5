package io.github.nucleoscope.evaluation;

import java.util.Arrays;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Corrected resampled t-test: Student's t-test for the mean of a metric over the folds and repeats of a
 * cross-validation, with the variance corrected for the overlap of the training parts:
 * {@code (1 / n + test / train) s^2} instead of {@code s^2 / n}. Nadeau and
 * Bengio, "Inference for the generalization error", Mach. Learn. 2003, 52:239-281, section 3; for repeated
 * cross-validations Bouckaert and Frank, "Evaluating the replicability of significance tests for comparing learning
 * algorithms", PAKDD 2004, section 3.2. The uncorrected test has far too many false positives.
 *
 * <p>Applied to the differences of two classifiers on the same folds it is a paired test; applied to the values of one
 * classifier it gives the confidence interval of their mean.
 *
 * @param mean mean of the values
 * @param standardError square root of the corrected variance, 0 or more
 * @param degreesOfFreedom number of values minus 1
 * @param t mean divided by standard error; NaN if both are 0
 * @param p two-sided p-value for a true mean of 0; 1 if all values are 0, 0 if all are equal but not 0
 */
public record ResampledTTest(double mean, double standardError, int degreesOfFreedom, double t, double p) {

    /**
     * Tests whether the mean of the values is 0.
     *
     * @param figures one value for each fold of each repeat, 2 or more, finite
     * @param testByTrain size of a fold's test part divided by that of its training part: {@code 1 / (folds - 1)} in a
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
        // Rounding of the mean must not produce a variance if all values are equal.
        double error = same ? 0 : Math.sqrt((1.0 / n + testByTrain) * squares / (n - 1));
        double t = (same ? figures[0] : mean) / error;
        double p = Double.isNaN(t) ? 1 : 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(t));
        return new ResampledTTest(same ? figures[0] : mean, error, n - 1, t, p);
    }

    /** Returns the 95 % confidence interval of the mean. */
    public Interval ci95() {
        double half = standardError * quantile(0.975);
        return new Interval(mean - half, mean + half);
    }

    /**
     * Returns the smallest absolute true mean that this test would detect (p below 0.05) with a power of 80 %, if the
     * standard error is the observed one: (t(0.975) + t(0.8)) standard errors, 0 or more. Cohen, "Statistical Power
     * Analysis for the Behavioral Sciences", 1988, chapter 2, with t instead of normal quantiles.
     */
    public double smallestDetectable() {
        return standardError * (quantile(0.975) + quantile(0.8));
    }

    private double quantile(double probability) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
