package io.github.nucleoscope.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.measurement.classifier.DecisionTree;
import io.github.nucleoscope.measurement.classifier.RandomForest;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;

/**
 * A {@link RandomForest} in {@code model.json}. Its arrays hold the nodes of all trees, one tree after the other; the
 * children of a node are numbered within its tree.
 *
 * @param trees number of trees
 * @param nodes number of nodes of all trees
 * @param arrays where the trees are
 */
record ForestJson(int trees, int nodes, List<ArrayFile> arrays) implements MemberJson {

    static final String KIND = "random_forest";

    private static final String TYPICAL = "typical";
    private static final String NODES_PER_TREE = "nodes_per_tree";
    private static final String MEASUREMENT = "measurement";
    private static final String THRESHOLD = "threshold";
    private static final String LEFT = "left";
    private static final String RIGHT = "right";
    private static final String PROBABILITIES = "probabilities";
    private static final int LEAF = -1;
    /** How far the sum of the probabilities in a leaf may be from 1: they may come from 32-bit floats. */
    private static final double TOLERANCE = 1e-3;

    static ForestJson of(RandomForest forest, List<ArrayFile> files) {
        return new ForestJson(forest.trees().size(), Math.toIntExact(nodes(forest)), files);
    }

    private static long nodes(RandomForest forest) {
        return forest.trees().stream().mapToLong(tree -> tree.measurement().length).sum();
    }

    /** Returns the arrays of a forest by name, in order. */
    static Map<String, NpyArray> arrays(RandomForest forest) {
        List<DecisionTree> trees = forest.trees();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(TYPICAL, new NpyArray.Doubles(forest.typical()));
        arrays.put(NODES_PER_TREE, new NpyArray.Ints(trees.stream().mapToInt(tree -> tree.measurement().length)
                .toArray()));
        arrays.put(MEASUREMENT, new NpyArray.Ints(trees.stream().map(DecisionTree::measurement)
                .flatMapToInt(Arrays::stream).toArray()));
        arrays.put(THRESHOLD, new NpyArray.Doubles(trees.stream().map(DecisionTree::threshold)
                .flatMapToDouble(Arrays::stream).toArray()));
        arrays.put(LEFT, new NpyArray.Ints(trees.stream().map(DecisionTree::left)
                .flatMapToInt(Arrays::stream).toArray()));
        arrays.put(RIGHT, new NpyArray.Ints(trees.stream().map(DecisionTree::right)
                .flatMapToInt(Arrays::stream).toArray()));
        arrays.put(PROBABILITIES, NpyArray.Doubles.ofRows(trees.stream().map(DecisionTree::probabilities)
                .flatMap(Arrays::stream).toArray(double[][]::new)));
        return arrays;
    }

    /** Returns the arrays of a forest by name, in order. */
    static Map<String, NpyHeader> needed(RandomForest forest) {
        return needed(forest.trees().size(), nodes(forest), forest.classCount(), forest.measurementCount());
    }

    private static Map<String, NpyHeader> needed(int trees, long nodes, int classes, int measurements) {
        Map<String, NpyHeader> needed = new LinkedHashMap<>();
        needed.put(TYPICAL, new NpyHeader(NpyType.DOUBLE, measurements));
        needed.put(NODES_PER_TREE, new NpyHeader(NpyType.INT, trees));
        needed.put(MEASUREMENT, new NpyHeader(NpyType.INT, nodes));
        needed.put(THRESHOLD, new NpyHeader(NpyType.DOUBLE, nodes));
        needed.put(LEFT, new NpyHeader(NpyType.INT, nodes));
        needed.put(RIGHT, new NpyHeader(NpyType.INT, nodes));
        needed.put(PROBABILITIES, new NpyHeader(NpyType.DOUBLE, nodes, classes));
        return needed;
    }

    @Override
    public JsonObject fields() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("trees", trees);
        json.addProperty("nodes", nodes);
        return json;
    }

    static ForestJson read(JsonFields json, String folder, int classes, int measurements) {
        int trees = json.integer("trees");
        int nodes = json.integer("nodes");
        if (trees < 1 || nodes < trees) {
            throw new InputException(json.quoted("trees") + " is " + trees + " and " + json.quoted("nodes") + " is "
                    + nodes + ": a tree has a node or more");
        }
        return new ForestJson(trees, nodes,
                ArraysJson.arrays(json, folder, needed(trees, nodes, classes, measurements)));
    }

    @Override
    public Member member(TensorShape input, Map<String, NpyArray> values) {
        Map<String, NpyArray> found = new LinkedHashMap<>();
        arrays.forEach(file -> found.put(file.name(), values.get(file.entry())));
        int[] nodesPerTree = ints(found, NODES_PER_TREE);
        if (Arrays.stream(nodesPerTree).anyMatch(count -> count < 1)
                || Arrays.stream(nodesPerTree).asLongStream().sum() != nodes) {
            throw new InputException("the " + trees + " trees of a random forest do not have " + nodes + " nodes");
        }
        double[] typical = finite(found, TYPICAL);
        int[] measurement = ints(found, MEASUREMENT);
        double[] threshold = finite(found, THRESHOLD);
        int[] left = ints(found, LEFT);
        int[] right = ints(found, RIGHT);
        NpyArray.Doubles probabilities = (NpyArray.Doubles) found.get(PROBABILITIES);
        List<DecisionTree> forest = new ArrayList<>(trees);
        int start = 0;
        for (int count : nodesPerTree) {
            int end = start + count;
            double[][] rows = IntStream.range(start, end).mapToObj(probabilities::row).toArray(double[][]::new);
            DecisionTree tree = tree(forest.size() + 1, Arrays.copyOfRange(measurement, start, end),
                    Arrays.copyOfRange(threshold, start, end), Arrays.copyOfRange(left, start, end),
                    Arrays.copyOfRange(right, start, end), rows);
            forest.add(tree);
            start = end;
        }
        try {
            return new Member.Measured(new RandomForest(typical, forest));
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private static DecisionTree tree(int number, int[] measurement, double[] threshold, int[] left, int[] right,
            double[][] probabilities) {
        for (int n = 0; n < probabilities.length; n++) {
            if (!areProbabilities(probabilities[n], measurement[n] == LEAF)) {
                throw new InputException("tree " + number + " of a random forest has the probabilities "
                        + Arrays.toString(probabilities[n]) + " in node " + n);
            }
        }
        try {
            return new DecisionTree(measurement, threshold, left, right, probabilities);
        } catch (IllegalArgumentException e) {
            throw new InputException("tree " + number + " of a random forest is none: " + e.getMessage(), e);
        }
    }

    /** In nodes that are no leaves they are not used, but numbers all the same. */
    private static boolean areProbabilities(double[] values, boolean leaf) {
        return Arrays.stream(values).allMatch(value -> value >= 0 && value <= 1)
                && (!leaf || Math.abs(Arrays.stream(values).sum() - 1) <= TOLERANCE);
    }

    private static int[] ints(Map<String, NpyArray> arrays, String name) {
        return ((NpyArray.Ints) arrays.get(name)).values();
    }

    private static double[] finite(Map<String, NpyArray> arrays, String name) {
        double[] values = ((NpyArray.Doubles) arrays.get(name)).values();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new InputException("'" + name + "' of a random forest holds " + value);
            }
        }
        return values;
    }
}
