package io.github.nucleoscope.training;

import java.util.BitSet;

import io.github.nucleoscope.dataset.Dataset;

/**
 * Which crops were classified correctly in a cross-validation.
 *
 * @param crops all crops, each in one fold
 * @param right indices of those that were classified correctly
 */
record CropScore(Dataset crops, BitSet right) {

    /** Returns the pooled balanced accuracy of all folds. */
    double accuracy() {
        int[] counts = crops.countPerClass();
        double sum = 0;
        for (int i = right.nextSetBit(0); i >= 0; i = right.nextSetBit(i + 1)) {
            sum += 1.0 / counts[classOf(i)];
        }
        return sum / counts.length;
    }

    /** Returns the standard error of the balanced accuracy, from the binomial variance of each recall. */
    double error() {
        int[] counts = crops.countPerClass();
        int[] found = new int[counts.length];
        right.stream().forEach(i -> found[classOf(i)]++);
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
     * higher by more than the standard error of the difference. Only crops count that one of the two got right, as in
     * McNemar's test: most crops are easy or hard for both.
     */
    boolean isBetterThan(CropScore other) {
        int[] counts = crops.countPerClass();
        double[] sums = new double[counts.length];
        double[] squares = new double[counts.length];
        for (int i = 0; i < crops.size(); i++) {
            int difference = (right.get(i) ? 1 : 0) - (other.right.get(i) ? 1 : 0);
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
