package io.github.nucleoscope.measurement.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class RandomForestTrainerTest {

    /** Normally distributed measurements; those with an even index are shifted by the class index. */
    private static LabelledMeasurements drawn(int count, int width, int classes, Random random) {
        double[][] measurements = new double[count][width];
        int[] classIndices = new int[count];
        for (int i = 0; i < count; i++) {
            classIndices[i] = i % classes;
            for (int m = 0; m < width; m++) {
                measurements[i][m] = random.nextGaussian() + (m % 2 == 0 ? classIndices[i] : 0);
            }
        }
        return new LabelledMeasurements(measurements, classIndices, classes);
    }

    private static boolean same(RandomForest a, RandomForest b) {
        boolean same = Arrays.equals(a.typical(), b.typical()) && a.trees().size() == b.trees().size();
        for (int t = 0; same && t < a.trees().size(); t++) {
            DecisionTree one = a.trees().get(t);
            DecisionTree other = b.trees().get(t);
            same = Arrays.equals(one.measurement(), other.measurement())
                    && Arrays.equals(one.threshold(), other.threshold()) && Arrays.equals(one.left(), other.left())
                    && Arrays.equals(one.right(), other.right())
                    && Arrays.deepEquals(one.probabilities(), other.probabilities());
        }
        return same;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameSeedGrowsTheSameForest(boolean balanced) throws Exception {
        LabelledMeasurements nuclei = drawn(60, 5, 2, new Random(1));
        RandomForest forest = RandomForestTrainer.train(nuclei, balanced, 7);
        assertEquals(100, forest.trees().size());
        ForkJoinPool alone = new ForkJoinPool(1);
        try {
            assertTrue(same(forest, alone.submit(() -> RandomForestTrainer.train(nuclei, balanced, 7)).get()));
        } finally {
            alone.shutdown();
        }
        assertFalse(same(forest, RandomForestTrainer.train(nuclei, balanced, 8)));
        assertFalse(same(new RandomForest(forest.typical(), forest.trees().subList(0, 1)),
                new RandomForest(forest.typical(), forest.trees().subList(1, 2))));
    }

    /** Tribuo's own answers for the bins of a nucleus are those of the numbers that were read, for the nucleus. */
    @ParameterizedTest
    @CsvSource({"50, 3, 2", "200, 12, 3", "600, 11, 2"})
    void aTreeThatWasReadAnswersAsTribuos(int count, int width, int classes) {
        LabelledMeasurements nuclei = drawn(count, width, classes, new Random(count));
        Bins[] bins = new Bins[width];
        String[] names = new String[width];
        for (int m = 0; m < width; m++) {
            bins[m] = Bins.of(nuclei.sorted(m));
            names[m] = "0000" + (char) ('0' + m / 10) + m % 10;
        }
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset = new MutableDataset<>(new SimpleDataSourceProvenance("drawn",
                OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), labels), labels);
        for (int i = 0; i < count; i++) {
            dataset.add(example(nuclei.measurements()[i], bins, names, nuclei.classIndices()[i]));
        }
        TreeModel<Label> tree = new CARTClassificationTrainer(6, 0.5f, 3).train(dataset);
        DecisionTree read = TreeReader.read(tree, bins, classes);
        assertTrue(read.measurement().length > 10);
        for (double[] nucleus : drawn(500, width, classes, new Random(5)).measurements()) {
            double[] leaf = read.leaf(nucleus);
            tree.predict(example(nucleus, bins, names, 0)).getOutputScores().forEach((name, label) ->
                    assertEquals(label.getScore(), leaf[Integer.parseInt(name)]));
        }
    }

    private static ArrayExample<Label> example(double[] nucleus, Bins[] bins, String[] names, int classIndex) {
        double[] values = new double[nucleus.length];
        for (int m = 0; m < values.length; m++) {
            values[m] = bins[m].of(nucleus[m]);
        }
        return new ArrayExample<>(new Label("" + classIndex), names, values);
    }

    @Test
    void leavesArePureAndClassesAreFound() {
        LabelledMeasurements nuclei = drawn(300, 26, 3, new Random(2));
        RandomForest forest = RandomForestTrainer.train(nuclei, true, 1);
        int leaves = 0;
        int pure = 0;
        for (DecisionTree tree : forest.trees()) {
            for (int n = 0; n < tree.measurement().length; n++) {
                double highest = Arrays.stream(tree.probabilities()[n]).max().getAsDouble();
                leaves += tree.measurement()[n] == -1 ? 1 : 0;
                pure += highest == 1 ? 1 : 0;
            }
        }
        // Rarely do none of the 5 measurements that were drawn for a node better it.
        assertTrue(pure > 0.95 * leaves, pure + " of " + leaves);
        LabelledMeasurements others = drawn(300, 26, 3, new Random(3));
        int right = 0;
        for (int i = 0; i < 300; i++) {
            double[] answer = forest.probabilities(others.measurements()[i]);
            assertEquals(1, Arrays.stream(answer).sum(), 1e-12);
            int own = others.classIndices()[i];
            right += answer[own] == Arrays.stream(answer).max().getAsDouble() ? 1 : 0;
        }
        // The best possible rule, a threshold on the sum of 13 measurements, is right for 0.95 of all nuclei:
        // it errs beyond half the distance, sqrt(13) / 2 standard deviations, at one side or both.
        assertTrue(right > 0.88 * 300, right + " of 300");
    }

    /** One of 25 measurements tells the classes apart: it is among the 5 of the root in a fifth of all trees. */
    @Test
    void aNodeChoosesAmongTheSquareRootOfAllMeasurements() {
        Random random = new Random(4);
        double[][] measurements = new double[200][25];
        int[] classIndices = new int[200];
        for (int i = 0; i < 200; i++) {
            classIndices[i] = i % 2;
            for (int m = 0; m < 25; m++) {
                measurements[i][m] = m == 17 ? i % 2 : random.nextGaussian();
            }
        }
        RandomForest forest = RandomForestTrainer.train(new LabelledMeasurements(measurements, classIndices, 2), false,
                1);
        long roots = forest.trees().stream().filter(tree -> tree.measurement()[0] == 17).count();
        // Binomial, 100 times 0.2: 20 with a standard deviation of 4.
        assertTrue(roots >= 6 && roots <= 34, roots + " roots");
        for (DecisionTree tree : forest.trees()) {
            if (tree.measurement()[0] == 17) {
                assertEquals(3, tree.measurement().length);
                assertEquals(0.5, tree.threshold()[0]);
            }
        }
    }

    /** Where nothing tells the classes apart a tree is its root, with the frequencies of what was drawn for it. */
    @ParameterizedTest
    @CsvSource({"true, 0.5", "false, 0.25"})
    void balanceGivesRareClassesTheSameWeight(boolean balanced, double expected) {
        double[][] measurements = new double[80][];
        int[] classIndices = new int[80];
        for (int i = 0; i < 80; i++) {
            measurements[i] = new double[] {3, Double.NaN};
            classIndices[i] = i % 4 == 0 ? 1 : 0;
        }
        RandomForest forest = RandomForestTrainer.train(new LabelledMeasurements(measurements, classIndices, 2),
                balanced, 1);
        assertTrue(forest.trees().stream().allMatch(tree -> tree.measurement().length == 1));
        // 8000 draws: standard deviation 0.0056 or less.
        assertEquals(expected, forest.probabilities(new double[] {3, 0})[1], 0.025);
        assertArrayEquals(new double[] {3, 0}, forest.typical());
    }

    @Test
    void whatIsUndefinedCountsAsTheMedian() {
        LabelledMeasurements nuclei = drawn(91, 6, 2, new Random(6));
        nuclei.measurements()[3][2] = Double.NaN;
        nuclei.measurements()[70][2] = Double.NaN;
        RandomForest forest = RandomForestTrainer.train(nuclei, true, 1);
        double[] values = Arrays.stream(nuclei.measurements()).mapToDouble(row -> row[2])
                .filter(v -> !Double.isNaN(v)).sorted().toArray();
        assertEquals(89, values.length);
        assertEquals(values[44], forest.typical()[2]);
        double[][] completed = Arrays.stream(nuclei.measurements()).map(double[]::clone).toArray(double[][]::new);
        completed[3][2] = values[44];
        completed[70][2] = values[44];
        assertTrue(same(forest, RandomForestTrainer.train(new LabelledMeasurements(completed, nuclei.classIndices(),
                2), true, 1)));
        assertArrayEquals(forest.probabilities(completed[3]), forest.probabilities(nuclei.measurements()[3]));
    }

    @Test
    void theConsoleStaysSilent() {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord logged) {
                if (logged.getLevel().intValue() >= Level.INFO.intValue()) {
                    records.add(logged);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            RandomForestTrainer.train(drawn(40, 4, 2, new Random(1)), true, 1);
        } finally {
            root.removeHandler(handler);
        }
        assertEquals(List.of(), records.stream().map(LogRecord::getMessage).toList());
    }
}
