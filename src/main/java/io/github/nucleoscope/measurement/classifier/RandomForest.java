package io.github.nucleoscope.measurement.classifier;

import java.util.Arrays;
import java.util.List;

/**
 * A random forest: the mean of the probabilities of its trees.
 *
 * @param typical takes the place of an undefined measurement, one per measurement
 * @param trees at least one, of the same classes
 */
public record RandomForest(double[] typical, List<DecisionTree> trees) implements MeasurementModel {

    /**
     * The array is not copied, and not to be changed.
     *
     * @throws IllegalArgumentException if the parts do not fit
     */
    public RandomForest {
        trees = List.copyOf(trees);
        if (trees.isEmpty()) {
            throw new IllegalArgumentException("a forest without trees");
        }
        for (DecisionTree tree : trees) {
            if (tree.classCount() != trees.get(0).classCount() || tree.leastMeasurementCount() > typical.length) {
                throw new IllegalArgumentException("a tree of " + tree.classCount() + " classes looks at measurement "
                        + (tree.leastMeasurementCount() - 1) + ", in a forest of " + trees.get(0).classCount()
                        + " classes and " + typical.length + " measurements");
            }
        }
    }

    @Override
    public int measurementCount() {
        return typical.length;
    }

    @Override
    public int classCount() {
        return trees.get(0).classCount();
    }

    /** Returns measurements with the typical ones in place of those that are undefined. */
    double[] complete(double[] measurements) {
        if (measurements.length != typical.length) {
            throw new IllegalArgumentException(measurements.length + " measurements instead of " + typical.length);
        }
        double[] complete = measurements.clone();
        for (int m = 0; m < complete.length; m++) {
            if (Double.isNaN(complete[m])) {
                complete[m] = typical[m];
            }
        }
        return complete;
    }

    @Override
    public double[] probabilities(double[] measurements) {
        double[] complete = complete(measurements);
        double[] sums = new double[classCount()];
        for (DecisionTree tree : trees) {
            double[] leaf = tree.leaf(complete);
            for (int c = 0; c < sums.length; c++) {
                sums[c] += leaf[c];
            }
        }
        return Arrays.stream(sums).map(sum -> sum / trees.size()).toArray();
    }
}
