package io.github.nucleoscope.measurement.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DecisionTreeTest {

    private static final int MEASUREMENTS = 4;
    private static final int CLASSES = 3;

    /** A tree as one would draw it: a leaf has probabilities, any other node a question and two children. */
    private record Drawn(double[] probabilities, int measurement, double threshold, Drawn left, Drawn right) {

        static Drawn random(int depth, Random random) {
            if (depth == 0 || random.nextInt(4) == 0) {
                return new Drawn(random.doubles(CLASSES).toArray(), 0, 0, null, null);
            }
            return new Drawn(null, random.nextInt(MEASUREMENTS), random.nextInt(5), random(depth - 1, random),
                    random(depth - 1, random));
        }

        double[] answer(double[] measurements) {
            if (probabilities != null) {
                return probabilities;
            }
            return measurements[measurement] > threshold ? right.answer(measurements) : left.answer(measurements);
        }

        /** All nodes, level by level. */
        List<Drawn> nodes() {
            List<Drawn> nodes = new ArrayList<>(List.of(this));
            for (int n = 0; n < nodes.size(); n++) {
                if (nodes.get(n).probabilities == null) {
                    nodes.add(nodes.get(n).left);
                    nodes.add(nodes.get(n).right);
                }
            }
            return nodes;
        }

        DecisionTree tree() {
            List<Drawn> nodes = nodes();
            int[] measurement = new int[nodes.size()];
            double[] threshold = new double[nodes.size()];
            int[] left = new int[nodes.size()];
            int[] right = new int[nodes.size()];
            double[][] probabilities = new double[nodes.size()][CLASSES];
            int children = 1;
            for (int n = 0; n < nodes.size(); n++) {
                if (nodes.get(n).probabilities != null) {
                    measurement[n] = -1;
                    probabilities[n] = nodes.get(n).probabilities;
                } else {
                    measurement[n] = nodes.get(n).measurement;
                    threshold[n] = nodes.get(n).threshold;
                    left[n] = children++;
                    right[n] = children++;
                }
            }
            return new DecisionTree(measurement, threshold, left, right, probabilities);
        }
    }

    /** Whole numbers, so that many are equal to a threshold. */
    private static double[] nucleus(Random random) {
        return random.ints(MEASUREMENTS, 0, 6).asDoubleStream().toArray();
    }

    @RepeatedTest(20)
    void answersAsTheDrawnTree(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Drawn drawn = Drawn.random(6, random);
        DecisionTree tree = drawn.tree();
        for (int i = 0; i < 200; i++) {
            double[] nucleus = nucleus(random);
            assertArrayEquals(drawn.answer(nucleus), tree.leaf(nucleus));
        }
    }

    @Test
    void aForestIsTheMeanOfItsTrees() {
        Random random = new Random(7);
        List<Drawn> drawn = List.of(Drawn.random(4, random), Drawn.random(5, random), Drawn.random(6, random));
        double[] typical = {2, 0, 3, 1};
        RandomForest forest = new RandomForest(typical, drawn.stream().map(Drawn::tree).toList());
        assertEquals(MEASUREMENTS, forest.measurementCount());
        assertEquals(CLASSES, forest.classCount());
        for (int i = 0; i < 200; i++) {
            double[] nucleus = nucleus(random);
            double[] completed = nucleus.clone();
            for (int m = 0; m < MEASUREMENTS; m++) {
                if (random.nextInt(3) == 0) {
                    nucleus[m] = Double.NaN;
                    completed[m] = typical[m];
                }
            }
            double[] answer = forest.probabilities(nucleus);
            for (int c = 0; c < CLASSES; c++) {
                int index = c;
                assertEquals(drawn.stream().mapToDouble(tree -> tree.answer(completed)[index]).average().orElseThrow(),
                        answer[c], 1e-12);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> forest.probabilities(new double[MEASUREMENTS - 1]));
    }

    /** Certain is 1, not a rounding error more. */
    @Test
    void probabilitiesOfManyTreesDoNotExceedOne() {
        DecisionTree certain = new DecisionTree(new int[] {-1}, new double[1], new int[1], new int[1],
                new double[][] {{1, 0}});
        for (int count = 1; count <= 200; count++) {
            RandomForest forest = new RandomForest(new double[0], Collections.nCopies(count, certain));
            assertArrayEquals(new double[] {1, 0}, forest.probabilities(new double[0]));
        }
    }

    @Test
    void whatIsNoTreeIsRefused() {
        int[] root = {0, -1, -1};
        double[] thresholds = new double[3];
        double[][] classes = new double[3][2];
        int[] left = {1, 0, 0};
        int[] right = {2, 0, 0};
        DecisionTree tree = new DecisionTree(root, thresholds, left, right, classes);
        assertEquals(1, tree.leastMeasurementCount());
        refused(new int[0], new double[0], new int[0], new int[0], new double[0][]);
        refused(root, new double[2], left, right, classes);
        refused(root, thresholds, left, right, new double[][] {{1}, {1}, {1, 0}});
        refused(new int[] {-2, -1, -1}, thresholds, left, right, classes);
        refused(root, thresholds, new int[] {3, 0, 0}, right, classes);
        // A circle.
        refused(root, thresholds, new int[] {0, 0, 0}, right, classes);
        refused(new int[] {0, 0, -1}, thresholds, left, new int[] {2, 1, 0}, classes);
        assertThrows(IllegalArgumentException.class, () -> new RandomForest(new double[0], List.of(tree)));
        assertThrows(IllegalArgumentException.class, () -> new RandomForest(new double[1], List.of()));
        DecisionTree otherClasses = new DecisionTree(root, thresholds, left, right, new double[3][3]);
        assertThrows(IllegalArgumentException.class, () -> new RandomForest(new double[1],
                List.of(tree, otherClasses)));
    }

    private static void refused(int[] measurement, double[] threshold, int[] left, int[] right,
            double[][] probabilities) {
        assertThrows(IllegalArgumentException.class,
                () -> new DecisionTree(measurement, threshold, left, right, probabilities));
    }
}
