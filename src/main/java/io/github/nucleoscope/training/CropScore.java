package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.Dataset;

/**
 * How often crops were classified correctly in repeated cross-validation.
 *
 * @param crops all crops, in each repetition each in one fold
 * @param right for each crop the share of repetitions in which it was classified correctly
 */
record CropScore(Dataset crops, double[] right) {

    /** Returns the pooled balanced accuracy of all folds, the mean of the repetitions. */
    double accuracy() {
        int[] counts = crops.countPerClass();
        double[] found = found();
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += found[c] / counts[c];
        }
        return sum / counts.length;
    }

    private double[] found() {
        double[] found = new double[crops.countPerClass().length];
        for (int i = 0; i < right.length; i++) {
            found[classOf(i)] += right[i];
        }
        return found;
    }

    /** Returns the standard error of the balanced accuracy, from the binomial variance of each recall. */
    double error() {
        int[] counts = crops.countPerClass();
        double[] found = found();
        double variance = 0;
        for (int c = 0; c < counts.length; c++) {
            // One imagined success and failure each, so that a recall of 1 of few crops is not taken for certain.
            double recall = (found[c] + 1.0) / (counts[c] + 2.0);
            variance += recall * (1 - recall) / counts[c];
        }
        return Math.sqrt(variance) / counts.length;
    }

    /**
     * Returns whether this is better than another way to prepare the same crops: whether its balanced accuracy is
     * higher by more than the standard error of the difference. Only crops count that one of the two got right more
     * often, as in McNemar's test: most crops are easy or hard for both.
     */
    boolean isBetterThan(CropScore other) {
        int[] counts = crops.countPerClass();
        double[] sums = new double[counts.length];
        double[] squares = new double[counts.length];
        for (int i = 0; i < crops.size(); i++) {
            double difference = right[i] - other.right[i];
            sums[classOf(i)] += difference;
            squares[classOf(i)] += difference * difference;
        }
        double difference = 0;
        double variance = 0;
        for (int c = 0; c < counts.length; c++) {
            double mean = sums[c] / counts[c];
            difference += mean;
            variance += (squares[c] / counts[c] - mean * mean) / counts[c];
        }
        return difference > Math.sqrt(variance);
    }

    private int classOf(int crop) {
        return crops.crops().get(crop).classIndex();
    }
}
