package io.github.nucleoscope.diagnosis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;

/**
 * A network's predictions for labelled crops, without dropout and before any calibration. All means are means over the
 * classes' means. Intervals are normal approximations clustered by source image (by crop if fewer than
 * {@value #FEWEST_SOURCES} images are known), because crops of one image resemble each other.
 */
public final class Answers {

    static final int FEWEST_SOURCES = 10;
    /** Half width of a 95 % interval in standard errors. */
    static final double Z95 = 1.96;
    /** Half width of a 99 % interval in standard errors. */
    static final double Z99 = 2.576;

    private final int classes;
    private final int[] truths;
    private final int[] predicted;
    private final double[] losses;
    private final int[] groups;

    private Answers(int classes, int[] truths, int[] predicted, double[] losses, int[] groups) {
        this.classes = classes;
        this.truths = truths;
        this.predicted = predicted;
        this.losses = losses;
        this.groups = groups;
    }

    static Answers of(Network network, Dataset dataset) {
        int[] truths = dataset.classIndices();
        int[] predicted = new int[truths.length];
        double[] losses = new double[truths.length];
        try (Inference inference = new Inference(network)) {
            List<float[]> logits = inference.logits(dataset.pixels());
            for (int i = 0; i < truths.length; i++) {
                predicted[i] = Loss.mostProbable(logits.get(i));
                losses[i] = Loss.of(logits.get(i), truths[i]);
            }
        }
        return new Answers(dataset.classNames().size(), truths, predicted, losses, groups(dataset));
    }

    /** For tests. */
    static Answers of(int classes, int[] truths, int[] predicted, double[] losses, int[] groups) {
        return new Answers(classes, truths, predicted, losses, groups);
    }

    private static int[] groups(Dataset dataset) {
        boolean grouped = dataset.withoutImage() == 0 && dataset.sources().size() >= FEWEST_SOURCES;
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[dataset.size()];
        for (int i = 0; i < groups.length; i++) {
            String source = dataset.crops().get(i).crop().source();
            groups[i] = grouped ? numbers.computeIfAbsent(source, s -> numbers.size()) : i;
        }
        return groups;
    }

    /** Returns a copy with one and the same loss for all crops. */
    Answers withLoss(double loss) {
        double[] same = new double[losses.length];
        Arrays.fill(same, loss);
        return new Answers(classes, truths, predicted, same, groups);
    }

    /** Number of crops. */
    public int size() {
        return truths.length;
    }

    /** Number of classes. */
    int classes() {
        return classes;
    }

    /** Returns the mean loss in nats, with its 95 % interval from 0. */
    public Estimate loss() {
        Estimate mean = mean(losses, Z95);
        return new Estimate(mean.value(), new Interval(Math.max(0, mean.ci95().low()), mean.ci95().high()));
    }

    /** Returns the mean of the classes' recalls, 0 to 1, with its 95 % interval. */
    public Estimate balancedAccuracy() {
        return balancedAccuracy(Z95);
    }

    Estimate balancedAccuracy(double standardErrors) {
        Estimate mean = mean(right(), standardErrors);
        return new Estimate(mean.value(), new Interval(Math.max(0, mean.ci95().low()),
                Math.min(1, mean.ci95().high())));
    }

    private double[] right() {
        double[] right = new double[truths.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = truths[i] == predicted[i] ? 1 : 0;
        }
        return right;
    }

    /** Returns the share of the crops that are assigned to the most frequently predicted class, above 0 and up to 1. */
    public double mostPredicted() {
        int[] counts = new int[classes];
        for (int prediction : predicted) {
            counts[prediction]++;
        }
        return (double) Arrays.stream(counts).max().orElseThrow() / predicted.length;
    }

    /** Returns a copy whose loss for each crop is the mean of these and of other predictions for the same crops. */
    Answers withMeanLoss(Answers others) {
        double[] above = differences(losses, others.losses);
        double[] means = new double[losses.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = losses[i] - above[i] / 2;
        }
        return new Answers(classes, truths, predicted, means, groups);
    }

    /** Returns by how many nats this loss exceeds that of other predictions for the same crops (paired). */
    public Estimate lossAbove(Answers others) {
        return mean(differences(losses, others.losses), Z95);
    }

    /** Returns by how much this balanced accuracy exceeds that of other predictions for the same crops (paired). */
    public Estimate accuracyAbove(Answers others) {
        return mean(differences(right(), others.right()), Z95);
    }

    private static double[] differences(double[] these, double[] others) {
        if (these.length != others.length) {
            throw new IllegalArgumentException("predictions for " + these.length + " and for " + others.length
                    + " crops");
        }
        double[] differences = new double[these.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = these[i] - others[i];
        }
        return differences;
    }

    /**
     * Returns the mean of the classes' means with a cluster-robust interval (Liang and Zeger, "Longitudinal data
     * analysis using generalized linear models", 1986: the variance is the sum of the squared sums of the residuals of
     * each cluster); NaN if there are no crops.
     */
    private Estimate mean(double[] values, double standardErrors) {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < values.length; i++) {
            sums[truths[i]] += values[i];
            counts[truths[i]]++;
        }
        int present = 0;
        double mean = 0;
        for (int c = 0; c < classes; c++) {
            if (counts[c] > 0) {
                present++;
                mean += sums[c] / counts[c];
            }
        }
        if (present == 0) {
            return new Estimate(Double.NaN, Interval.UNDEFINED);
        }
        mean /= present;
        Map<Integer, Double> clusters = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            int c = truths[i];
            clusters.merge(groups[i], (values[i] - sums[c] / counts[c]) / (present * counts[c]), Double::sum);
        }
        double variance = clusters.values().stream().mapToDouble(sum -> sum * sum).sum();
        int count = clusters.size();
        double error = count < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(variance * count / (count - 1));
        return new Estimate(mean, new Interval(mean - standardErrors * error, mean + standardErrors * error));
    }
}
