package io.github.nucleoscope.training;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Counts correct predictions and sums losses by class. Classes without crops are left out of the means. */
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

    /** Fraction of correct predictions; NaN if nothing was added. */
    double accuracy() {
        long allRight = 0;
        long all = 0;
        for (int c = 0; c < count.length; c++) {
            allRight += right[c];
            all += count[c];
        }
        return (double) allRight / all;
    }

    /** Mean of the classes' recalls; NaN if nothing was added. */
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

    /** @param balanced whether all classes have the same weight in the loss; otherwise all crops have */
    ValidationFigures figures(boolean balanced) {
        return new ValidationFigures(balanced ? balancedLoss() : loss(), accuracy(), balancedAccuracy());
    }

    /** Mean loss; NaN if nothing was added. */
    double loss() {
        return DoubleStream.of(loss).sum() / LongStream.of(count).sum();
    }

    /** Mean over the classes of their mean losses; NaN if nothing was added. */
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
