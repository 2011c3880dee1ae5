package io.github.nucleoscope.measurement.classifier;

import java.util.Arrays;

/**
 * Multinomial logistic regression on standardised measurements: the logarithm of the probability of a class is, but for
 * a constant that all classes share, {@code bias + sum of weight * (measurement - centre) / scale}. A measurement that
 * is undefined counts as its centre, that is, it says nothing.
 *
 * @param centres one per measurement
 * @param scales one per measurement, positive
 * @param weights of the classes, by class, then by measurement
 * @param biases one per class
 */
public record LogisticRegression(double[] centres, double[] scales, double[][] weights, double[] biases)
        implements MeasurementModel {

    /**
     * The arrays are not copied, and not to be changed.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public LogisticRegression {
        if (scales.length != centres.length || weights.length != biases.length
                || Arrays.stream(weights).anyMatch(row -> row.length != centres.length)) {
            throw new IllegalArgumentException("logistic regression of " + centres.length + " centres, "
                    + scales.length + " scales, weights of " + Arrays.toString(Arrays.stream(weights)
                            .mapToInt(row -> row.length).toArray()) + " measurements, " + biases.length + " biases");
        }
    }

    @Override
    public int measurementCount() {
        return centres.length;
    }

    @Override
    public int classCount() {
        return biases.length;
    }

    /** Returns standardised measurements, 0 for those that are undefined. */
    double[] standardise(double[] measurements) {
        if (measurements.length != centres.length) {
            throw new IllegalArgumentException(measurements.length + " measurements instead of " + centres.length);
        }
        double[] standardised = new double[centres.length];
        for (int m = 0; m < standardised.length; m++) {
            standardised[m] = Double.isNaN(measurements[m]) ? 0 : (measurements[m] - centres[m]) / scales[m];
        }
        return standardised;
    }

    @Override
    public double[] probabilities(double[] measurements) {
        double[] standardised = standardise(measurements);
        double[] scores = biases.clone();
        for (int c = 0; c < scores.length; c++) {
            for (int m = 0; m < standardised.length; m++) {
                scores[c] += weights[c][m] * standardised[m];
            }
        }
        return softmax(scores);
    }

    /** Returns probabilities in proportion to the exponentials of scores. */
    static double[] softmax(double[] scores) {
        double highest = Arrays.stream(scores).max().orElseThrow();
        double[] probabilities = Arrays.stream(scores).map(score -> Math.exp(score - highest)).toArray();
        double sum = Arrays.stream(probabilities).sum();
        return Arrays.stream(probabilities).map(p -> p / sum).toArray();
    }
}
