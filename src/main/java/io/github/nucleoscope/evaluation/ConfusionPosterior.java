package io.github.nucleoscope.evaluation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * 95 % intervals of the balanced accuracy and of the Matthews correlation coefficient from the posterior distribution
 * of the confusion matrix: the predictions for each true class have a Dirichlet distribution, so that each recall has a
 * Beta distribution (Brodersen et al. (2010), "The balanced accuracy and its posterior distribution", ICPR, 3121-3124).
 * It holds for few nuclei and if every prediction is right, where a bootstrap finds no error to draw. How many nuclei
 * each class has is taken as given.
 *
 * <p><b>The prior.</b> Brodersen's is uniform. The mean of k recalls is then drawn towards chance k times, and the
 * interval too often lies below the truth: with 3 and 12 nuclei and recalls of 0.95 it holds the truth in 76 % of the
 * experiments; with Jeffreys's prior, Beta(1/2, 1/2), in 91 %. So the prior weighs 2/k nuclei for each of k classes
 * (Jeffreys's if there are two), and each end of the interval is from the less favourable of two: the lower one from
 * Beta(1/2k, 3/2k), the upper one from Beta(3/2k, 1/2k). For one proportion that is half-way between Jeffreys's
 * interval and the exact one of Clopper and Pearson (1934), Biometrika 26:404-413, whose ends are from
 * Beta(x, n - x + 1) and Beta(x + 1, n - x). The program {@code evaluation.IntervalCoverage} measures how often the
 * intervals hold the truth.
 */
final class ConfusionPosterior {

    private static final double TAIL = 0.025;
    private static final int DRAWS = 2000;

    /** Share of the prior of each class that is for right predictions, at the lower and at the upper end. */
    private enum End {
        LOW(0.25), HIGH(0.75);

        private final double right;

        End(double right) {
            this.right = right;
        }
    }

    private final ConfusionMatrix matrix;
    private final int[] present;
    /** Number of independent observations of each class. */
    private final int[] observations;

    /**
     * Takes the nuclei as observations.
     *
     * @param matrix with at least one nucleus
     */
    ConfusionPosterior(ConfusionMatrix matrix) {
        this(matrix, IntStream.range(0, matrix.classCount()).map(c -> Math.toIntExact(matrix.truthCount(c))).toArray());
    }

    /**
     * Takes as many observations of each class as given, in the proportions of the matrix.
     *
     * @param observations by class index, at least one where there is a nucleus of the class
     */
    ConfusionPosterior(ConfusionMatrix matrix, int[] observations) {
        this.matrix = matrix;
        this.observations = observations;
        present = IntStream.range(0, matrix.classCount()).filter(c -> matrix.truthCount(c) > 0).toArray();
    }

    /** Returns the interval of {@link Metrics#balancedAccuracy}, which contains that of the matrix; within [0, 1]. */
    Interval balancedAccuracy() {
        return new Interval(meanRecall(End.LOW).quantile(TAIL), meanRecall(End.HIGH).quantile(1 - TAIL))
                .extendedTo(Metrics.balancedAccuracy(matrix));
    }

    private MeanOfBetas meanRecall(End end) {
        return new MeanOfBetas(
                IntStream.of(present).mapToDouble(c -> right(c, end)).toArray(),
                IntStream.of(present).mapToDouble(c -> observations[c] + prior() - right(c, end)).toArray());
    }

    /**
     * Returns the interval of {@link Metrics#mcc}, which contains that of the matrix; within [-1, 1]. It is from 2,000
     * draws for each end.
     *
     * @return {@link Interval#UNDEFINED} if all nuclei are of one class: the coefficient is 0 by convention then
     */
    Interval mcc() {
        if (present.length < 2) {
            return Interval.UNDEFINED;
        }
        Interval low = Bootstrap.middle95(mccs(End.LOW));
        Interval high = Bootstrap.middle95(mccs(End.HIGH));
        return new Interval(Math.min(low.low(), high.low()), Math.max(low.high(), high.high()))
                .extendedTo(Metrics.mcc(matrix));
    }

    private double[] mccs(End end) {
        SplittableRandom random = new SplittableRandom(Bootstrap.SEED);
        int classes = matrix.classCount();
        GammaSampler[][] gammas = new GammaSampler[classes][classes];
        for (int truth : present) {
            for (int predicted = 0; predicted < classes; predicted++) {
                gammas[truth][predicted] = new GammaSampler(random, weight(truth, predicted, end));
            }
        }
        double[] sizes = IntStream.range(0, classes).mapToDouble(matrix::truthCount).toArray();
        double[] mccs = new double[DRAWS];
        double[][] counts = new double[classes][classes];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int truth : present) {
                double sum = 0;
                for (int predicted = 0; predicted < classes; predicted++) {
                    counts[truth][predicted] = gammas[truth][predicted].next();
                    sum += counts[truth][predicted];
                }
                double scale = sizes[truth] / sum;
                for (int predicted = 0; predicted < classes; predicted++) {
                    counts[truth][predicted] *= scale;
                }
            }
            mccs[draw] = Metrics.mcc(counts);
        }
        return mccs;
    }

    /** Returns a parameter of the Dirichlet distribution of a true class; wrong classes share the prior equally. */
    private double weight(int truth, int predicted, End end) {
        return truth == predicted ? right(truth, end)
                : observed(truth, predicted) + prior() * (1 - end.right) / (matrix.classCount() - 1);
    }

    private double right(int truth, End end) {
        return observed(truth, truth) + prior() * end.right;
    }

    private double observed(int truth, int predicted) {
        return (double) matrix.count(truth, predicted) * observations[truth] / matrix.truthCount(truth);
    }

    /** The prior's weight in nuclei of each class. A single class has that of two: Jeffreys's. */
    private double prior() {
        return 2.0 / Math.max(2, present.length);
    }
}
