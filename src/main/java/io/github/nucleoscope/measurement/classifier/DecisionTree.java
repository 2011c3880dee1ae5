package io.github.nucleoscope.measurement.classifier;

import java.util.Arrays;

/**
 * A binary decision tree as arrays with one element per node. Node 0 is the root, and the children of a node come after
 * it.
 *
 * @param measurement which measurement a node looks at, −1 for leaves
 * @param threshold nuclei whose measurement is at most that go left, all others right; 0 for leaves
 * @param left the node where those go; 0 for leaves
 * @param right the node where all others go; 0 for leaves
 * @param probabilities of the classes in leaves, by node, then by class; 0 for nodes that are no leaves
 */
public record DecisionTree(int[] measurement, double[] threshold, int[] left, int[] right, double[][] probabilities) {

    private static final int LEAF = -1;

    /**
     * The arrays are not copied, and not to be changed.
     *
     * @throws IllegalArgumentException unless they are a tree
     */
    public DecisionTree {
        int nodes = measurement.length;
        if (nodes == 0 || threshold.length != nodes || left.length != nodes || right.length != nodes
                || probabilities.length != nodes) {
            throw new IllegalArgumentException("a tree of " + nodes + " measurements, " + threshold.length
                    + " thresholds, " + left.length + " and " + right.length + " children, " + probabilities.length
                    + " nodes with probabilities");
        }
        for (int n = 0; n < nodes; n++) {
            boolean leaf = measurement[n] == LEAF;
            if (measurement[n] < LEAF || !leaf && (left[n] <= n || right[n] <= n || left[n] >= nodes
                    || right[n] >= nodes) || probabilities[n].length != probabilities[0].length) {
                throw new IllegalArgumentException("node " + n + " of " + nodes + " looks at measurement "
                        + measurement[n] + ", has children " + left[n] + " and " + right[n] + ", and "
                        + probabilities[n].length + " classes of " + probabilities[0].length);
            }
        }
    }

    int classCount() {
        return probabilities[0].length;
    }

    /** Returns the number of measurements that a nucleus must have. */
    int leastMeasurementCount() {
        return 1 + Arrays.stream(measurement).max().getAsInt();
    }

    /**
     * Returns the probabilities in the leaf where a nucleus ends up, not to be changed.
     *
     * @param measurements of the nucleus, none NaN
     */
    double[] leaf(double[] measurements) {
        int node = 0;
        while (measurement[node] != LEAF) {
            node = measurements[measurement[node]] <= threshold[node] ? left[node] : right[node];
        }
        return probabilities[node];
    }
}
