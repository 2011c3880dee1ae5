package io.github.nucleoscope.training;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Counts right answers and losses by class. A class without crops is left out of the means. */
final class Tally {

    private final long[] count;
    private final long[] right;
    private final double[] loss;

    Tally(int classes) {
        count = new long[classes];
        right = new long[classes];
        loss = new double[classes];
    }

    void add(int truth, int predicted, double cropLoss) {
        count[truth]++;
        loss[truth] += cropLoss;
        if (truth == predicted) {
            right[truth]++;
        }
    }

    /** Share of right answers; NaN where there are none at all. */
    double accuracy() {
        long allRight = 0;
        long all = 0;
        for (int c = 0; c < count.length; c++) {
            allRight += right[c];
            all += count[c];
        }
        return (double) allRight / all;
    }

    /** Mean of the classes' recalls; NaN where there are none. */
    double balancedAccuracy() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < count.length; c++) {
            if (count[c] > 0) {
                sum += (double) right[c] / count[c];
                classes++;
            }
        }
        return sum / classes;
    }

    /** Mean loss; NaN where there are none. */
    double loss() {
        return DoubleStream.of(loss).sum() / LongStream.of(count).sum();
    }

    /** Mean over the classes of their mean loss; NaN where there are none. */
    double balancedLoss() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < count.length; c++) {
            if (count[c] > 0) {
                sum += loss[c] / count[c];
                classes++;
            }
        }
        return sum / classes;
    }
}
