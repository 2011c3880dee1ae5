package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.Dataset;

/**
 * How well crops were classified in cross-validation, by the Brier score (Brier, "Verification of forecasts expressed
 * in terms of probability", Monthly Weather Review 78, 1950): the squared differences between the probabilities of all
 * classes and the truth, 0 to 2, lower is better. Of few crops it tells more than how many were right, as it counts how
 * sure each answer was.
 *
 * @param crops all crops
 * @param errors the score of each crop
 */
record CropScore(Dataset crops, double[] errors) {

    /** Where all answers are right, one way may be surer of each, which makes no difference to anyone. */
    private static final double LEAST_DIFFERENCE = 0.01;

    /** Returns the balanced score: the mean over the classes of the mean over the crops of a class. */
    double value() {
        return moments(errors)[0];
    }

    /** Returns the standard error of the balanced score. */
    double error() {
        return moments(errors)[1];
    }

    /**
     * Returns whether this is better than another way to prepare the same crops: whether the score is lower by more
     * than some standard errors of the difference, crop by crop, and by 0.01 at least.
     */
    boolean isBetterThan(CropScore other, double standardErrors) {
        double[] moments = momentsOfDifference(other);
        return moments[0] > Math.max(standardErrors * moments[1], LEAST_DIFFERENCE);
    }

    /** Returns whether the score is lower than another one of the same crops by more than its standard error. */
    boolean isLowerThan(CropScore other) {
        double[] moments = momentsOfDifference(other);
        return moments[0] > moments[1];
    }

    private double[] momentsOfDifference(CropScore other) {
        double[] differences = new double[errors.length];
        for (int i = 0; i < errors.length; i++) {
            differences[i] = other.errors[i] - errors[i];
        }
        return moments(differences);
    }

    /** Returns the mean over the classes of the mean of their crops, and its standard error. */
    private double[] moments(double[] values) {
        int[] counts = crops.countPerClass();
        double[] means = new double[counts.length];
        for (int i = 0; i < values.length; i++) {
            means[classOf(i)] += values[i] / counts[classOf(i)];
        }
        double[] squares = new double[counts.length];
        for (int i = 0; i < values.length; i++) {
            squares[classOf(i)] += Math.pow(values[i] - means[classOf(i)], 2);
        }
        double mean = 0;
        double variance = 0;
        for (int c = 0; c < counts.length; c++) {
            mean += means[c] / counts.length;
            variance += squares[c] / (counts[c] - 1) / counts[c];
        }
        return new double[] {mean, Math.sqrt(variance) / counts.length};
    }

    private int classOf(int crop) {
        return crops.crops().get(crop).classIndex();
    }
}
