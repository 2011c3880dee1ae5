package io.github.nucleoscope.measurement.classifier;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Grows a random forest (Breiman, "Random Forests", Machine Learning 45, 2001): {@value #TREES} trees, each on as many
 * nuclei as there are, drawn with replacement, and at each node the best of as many measurements as the square root of
 * their number, by Gini impurity, until a leaf is pure or none of them betters it. The trees are Tribuo's.
 * They tell no more than {@value Bins#MOST} values of a measurement apart, see {@link Bins}.
 */
public final class RandomForestTrainer {

    static final int TREES = 100;

    private RandomForestTrainer() {}

    /**
     * Grows a forest. The median of a measurement, over the nuclei for which it is defined, takes the place of an
     * undefined one; 0 if it is defined for none.
     *
     * @param balanced whether nuclei are drawn so that all classes are as likely; otherwise all nuclei are as likely
     * @param seed for the nuclei and measurements drawn: the same seed grows the same forest
     */
    public static RandomForest train(LabelledMeasurements nuclei, boolean balanced, long seed) {
        double[] typical = new double[nuclei.measurementCount()];
        Bins[] bins = new Bins[typical.length];
        for (int m = 0; m < typical.length; m++) {
            double[] sorted = nuclei.sorted(m);
            typical[m] = median(sorted);
            bins[m] = Bins.of(sorted);
        }
        Dataset<Label> dataset = dataset(nuclei, typical, bins);
        int[][] byClass = new int[nuclei.classCount()][];
        for (int c = 0; c < byClass.length; c++) {
            int index = c;
            byClass[c] = IntStream.range(0, nuclei.size()).filter(i -> nuclei.classIndices()[i] == index).toArray();
        }
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] ofTree = new SplittableRandom[TREES];
        for (int t = 0; t < TREES; t++) {
            ofTree[t] = random.split();
        }
        List<DecisionTree> trees = IntStream.range(0, TREES).parallel().mapToObj(t -> {
            int[] drawn = new int[nuclei.size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = balanced ? anyOf(byClass[ofTree[t].nextInt(byClass.length)], ofTree[t])
                        : ofTree[t].nextInt(nuclei.size());
            }
            return grow(new DatasetView<>(dataset, drawn, "drawn"), bins, nuclei.classCount(), ofTree[t].nextLong());
        }).toList();
        return new RandomForest(typical, trees);
    }

    private static int anyOf(int[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? 0 : sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
    }

    /** The measurements are their bins, named by their index, in digits as Tribuo sorts by name. */
    private static Dataset<Label> dataset(LabelledMeasurements nuclei, double[] typical, Bins[] bins) {
        String[] names = new String[typical.length];
        for (int m = 0; m < names.length; m++) {
            names[m] = String.format(Locale.ROOT, "%09d", m);
        }
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset = new MutableDataset<>(new SimpleDataSourceProvenance("measurements",
                OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), labels), labels);
        for (int i = 0; i < nuclei.size(); i++) {
            double[] values = new double[names.length];
            for (int m = 0; m < names.length; m++) {
                double value = nuclei.measurements()[i][m];
                values[m] = bins[m].of(Double.isNaN(value) ? typical[m] : value);
            }
            dataset.add(new ArrayExample<>(new Label(Integer.toString(nuclei.classIndices()[i])), names, values));
        }
        return dataset;
    }

    private static DecisionTree grow(Dataset<Label> drawn, Bins[] bins, int classCount, long seed) {
        float part = (float) (1 / Math.sqrt(bins.length));
        // A node of one nucleus, of weight 1, is a leaf.
        TreeModel<Label> grown = new CARTClassificationTrainer(Integer.MAX_VALUE, 2, 0, part, false, new GiniIndex(),
                seed).train(drawn);
        return TreeReader.read(grown, bins, classCount);
    }
}
