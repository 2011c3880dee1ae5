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
 * A network's answers on labelled crops, without dropout and before any calibration. In all means each class counts
 * alike. Intervals are normal ones of a mean over source images (over crops, where fewer than
 * {@value #FEWEST_SOURCES} images are known): crops of an image resemble each other.
 */
public final class Answers {

    static final int FEWEST_SOURCES = 10;
    /** Standard errors of a 95 % interval. */
    static final double Z95 = 1.96;
    /** Standard errors of a 99 % interval. */
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

    /** The same crops with one loss for all. */
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

    /** Mean loss in nats. */
    public Estimate loss() {
        Estimate mean = mean(losses, Z95);
        return new Estimate(mean.value(), new Interval(Math.max(0, mean.ci95().low()), mean.ci95().high()));
    }

    /** Mean of the classes' recalls. */
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

    /** The share of the crops that are taken for the class that most are taken for. */
    public double mostPredicted() {
        int[] counts = new int[classes];
        for (int prediction : predicted) {
            counts[prediction]++;
        }
        return (double) Arrays.stream(counts).max().orElseThrow() / predicted.length;
    }

    /** These answers with the mean loss of these and others on the same crops, crop by crop. */
    Answers withMeanLoss(Answers others) {
        double[] above = differences(losses, others.losses);
        double[] means = new double[losses.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = losses[i] - above[i] / 2;
        }
        return new Answers(classes, truths, predicted, means, groups);
    }

    /** How much higher the loss of these answers is than that of others on the same crops, crop by crop. */
    public Estimate lossAbove(Answers others) {
        return mean(differences(losses, others.losses), Z95);
    }

    /** How much more balanced accuracy these answers have than others on the same crops, crop by crop. */
    public Estimate accuracyAbove(Answers others) {
        return mean(differences(right(), others.right()), Z95);
    }

    private static double[] differences(double[] these, double[] others) {
        if (these.length != others.length) {
            throw new IllegalArgumentException("answers on " + these.length + " and on " + others.length + " crops");
        }
        double[] differences = new double[these.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = these[i] - others[i];
        }
        return differences;
    }

    /**
     * The mean over the classes of their means, with the interval of a weighted sum over clusters (Liang and Zeger,
     * "Longitudinal data analysis using generalized linear models", 1986: the variance is the sum of the squared sums
     * of the residuals of each cluster).
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
