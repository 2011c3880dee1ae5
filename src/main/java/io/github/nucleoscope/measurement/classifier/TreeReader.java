package io.github.nucleoscope.measurement.classifier;

import java.util.ArrayList;
import java.util.List;

import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;

/** Takes the numbers out of one of Tribuo's trees, whose measurements are bins, and whose names are indices. */
final class TreeReader {

    private final ImmutableFeatureMap features;
    private final Bins[] bins;
    private final int classCount;
    private final List<Node<Label>> nodes = new ArrayList<>();
    private final List<int[]> children = new ArrayList<>();

    private TreeReader(ImmutableFeatureMap features, Bins[] bins, int classCount) {
        this.features = features;
        this.bins = bins;
        this.classCount = classCount;
    }

    /** @param bins of each measurement */
    static DecisionTree read(TreeModel<Label> tree, Bins[] bins, int classCount) {
        TreeReader reader = new TreeReader(tree.getFeatureIDMap(), bins, classCount);
        reader.number(tree.getRoot());
        return reader.tree();
    }

    /** Numbers a node and all below it, a node before its children; returns the number of the node. */
    private int number(Node<Label> node) {
        int number = nodes.size();
        nodes.add(node);
        int[] pair = new int[2];
        children.add(pair);
        if (node instanceof SplitNode<Label> split) {
            pair[0] = number(split.getLessThanOrEqual());
            pair[1] = number(split.getGreaterThan());
        }
        return number;
    }

    private DecisionTree tree() {
        int count = nodes.size();
        int[] measurement = new int[count];
        double[] threshold = new double[count];
        int[] left = new int[count];
        int[] right = new int[count];
        double[][] probabilities = new double[count][classCount];
        for (int n = 0; n < count; n++) {
            left[n] = children.get(n)[0];
            right[n] = children.get(n)[1];
            if (nodes.get(n) instanceof SplitNode<Label> split) {
                measurement[n] = Integer.parseInt(features.get(split.getFeatureID()).getName());
                threshold[n] = bins[measurement[n]].edge(split.splitValue());
            } else {
                measurement[n] = -1;
                for (Label label : ((LeafNode<Label>) nodes.get(n)).getDistribution().values()) {
                    probabilities[n][Integer.parseInt(label.getLabel())] = label.getScore();
                }
            }
        }
        return new DecisionTree(measurement, threshold, left, right, probabilities);
    }
}
