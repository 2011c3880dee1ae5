package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.evaluation.Interval;

/**
 * The learning curve: balanced accuracy on unseen crops against the number of training crops. Intervals are over the
 * folds: Student's t with the variance corrected for folds that share training crops, {@code s^2 (1/k + test/train)}
 * (Nadeau and Bengio (2003), "Inference for the generalization error", Machine Learning 52:239-281). They are clipped
 * to the range of the measure. With fewer than three folds there is no interval: two agree too easily by chance.
 *
 * @param points by increasing number of training crops
 * @param gain in balanced accuracy from the last doubling of the training crops
 * @param classGains gain in recall from the last doubling, for each class
 * @param verdict whether more labels would help
 */
public record DataCurve(List<Point> points, Gain gain, List<Gain> classGains, Verdict verdict) {

    /** A gain that is not worth labelling as many nuclei again. */
    private static final double SMALL_GAIN = 0.02;

    /** Fewest folds with a value that give an interval. */
    private static final int FEWEST_FOLDS = 3;

    /** 97.5 % quantiles of Student's t by degrees of freedom, from 2 (Abramowitz and Stegun, table 26.10). */
    private static final double[] T = {4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262};

    /** Whether more labels would help. */
    public enum Verdict {
        /** The whole interval of the gain is above 0. */
        MORE_WOULD_HELP,
        /** The whole interval of the gain is below 0.02. */
        MORE_WOULD_HARDLY_HELP,
        /** Neither holds. */
        CANNOT_TELL
    }

    /**
     * One training size.
     *
     * @param trainSize number of training crops
     * @param balancedAccuracy mean over the folds
     * @param ci95 its interval, within [0, 1]; undefined with fewer than three folds
     */
    public record Point(int trainSize, double balancedAccuracy, Interval ci95) {}

    /**
     * The difference between the last two points.
     *
     * @param value mean over the folds
     * @param ci95 its interval, within [-1, 1]; undefined with fewer than three folds
     */
    public record Gain(double value, Interval ci95) {

        @Override
        public String toString() {
            return ci95.equals(Interval.UNDEFINED) ? String.format(Locale.ROOT, "%+.3f (no interval)", value)
                    : String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", value, ci95.low(), ci95.high());
        }
    }

    /**
     * @param results two or more, by increasing share
     * @param labels class index by crop
     * @param testParts indices of the test crops of each fold; two or more folds
     * @param classes number of classes
     */
    static DataCurve of(List<OutOfFold> results, int[] labels, List<int[]> testParts, int classes) {
        List<Point> points = new ArrayList<>();
        for (OutOfFold result : results) {
            Gain mean = mean(perFold(result, labels, testParts, classes, -1), testParts, result.trainSize(), 0);
            points.add(new Point(result.trainSize(), mean.value(), mean.ci95()));
        }
        OutOfFold half = results.get(results.size() - 2);
        OutOfFold full = results.get(results.size() - 1);
        List<Gain> classGains = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            classGains.add(gain(half, full, labels, testParts, classes, c));
        }
        Gain gain = gain(half, full, labels, testParts, classes, -1);
        Verdict verdict = gain.ci95().low() > 0 ? Verdict.MORE_WOULD_HELP
                : gain.ci95().high() < SMALL_GAIN ? Verdict.MORE_WOULD_HARDLY_HELP : Verdict.CANNOT_TELL;
        return new DataCurve(points, gain, classGains, verdict);
    }

    private static Gain gain(OutOfFold half, OutOfFold full, int[] labels, List<int[]> testParts, int classes,
            int classIndex) {
        double[] before = perFold(half, labels, testParts, classes, classIndex);
        double[] after = perFold(full, labels, testParts, classes, classIndex);
        double[] differences = new double[before.length];
        for (int f = 0; f < before.length; f++) {
            differences[f] = after[f] - before[f];
        }
        return mean(differences, testParts, full.trainSize(), -1);
    }

    /** Recall of a class in each fold or, for class -1, the mean over the classes present; NaN if none is. */
    private static double[] perFold(OutOfFold result, int[] labels, List<int[]> testParts, int classes,
            int classIndex) {
        double[] values = new double[testParts.size()];
        for (int f = 0; f < values.length; f++) {
            int[] right = new int[classes];
            int[] all = new int[classes];
            for (int i : testParts.get(f)) {
                all[labels[i]]++;
                double[] p = result.probabilities()[i];
                boolean best = true;
                for (int c = 0; c < classes; c++) {
                    best &= p[c] < p[labels[i]] || c == labels[i];
                }
                right[labels[i]] += best ? 1 : 0;
            }
            double sum = 0;
            int present = 0;
            for (int c = 0; c < classes; c++) {
                if (all[c] > 0 && (classIndex < 0 || c == classIndex)) {
                    sum += (double) right[c] / all[c];
                    present++;
                }
            }
            values[f] = sum / present;
        }
        return values;
    }

    /** Mean over the folds that have a value. The interval is clipped to the least possible value and 1. */
    private static Gain mean(double[] values, List<int[]> testParts, int trainSize, double least) {
        double sum = 0;
        double squares = 0;
        double tested = 0;
        int n = 0;
        for (int f = 0; f < values.length; f++) {
            if (!Double.isNaN(values[f])) {
                sum += values[f];
                squares += values[f] * values[f];
                tested += testParts.get(f).length;
                n++;
            }
        }
        double mean = sum / n;
        if (n < FEWEST_FOLDS) {
            return new Gain(mean, Interval.UNDEFINED);
        }
        double variance = Math.max(0, squares - n * mean * mean) / (n - 1);
        double half = T[Math.min(n - FEWEST_FOLDS, T.length - 1)]
                * Math.sqrt(variance * (1.0 / n + tested / n / trainSize));
        return new Gain(mean, new Interval(Math.max(least, mean - half), Math.min(1, mean + half)));
    }

    Finding finding(List<String> classNames) {
        List<String> helped = new ArrayList<>();
        for (int c = 0; c < classNames.size(); c++) {
            if (classGains.get(c).ci95().low() > 0) {
                helped.add(classNames.get(c));
            }
        }
        Point last = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        String evidence = String.format(Locale.ROOT, "From %d to %d training crops, the balanced accuracy on "
                + "unseen crops changes by %s, from %.3f to %.3f.", before.trainSize(), last.trainSize(), gain,
                before.balancedAccuracy(), last.balancedAccuracy());
        return switch (verdict) {
            case MORE_WOULD_HELP -> new Finding("learning-curve", Severity.NOTE, "more labels would help", evidence,
                    helped.isEmpty() ? "Label more nuclei. The figures do not show which class needs them most."
                            : "Label more nuclei, above all of " + String.join(" and ", helped)
                                    + ": their recall still grows.");
            case MORE_WOULD_HARDLY_HELP -> new Finding("learning-curve", Severity.NOTE,
                    "more labels of this kind would hardly help", evidence,
                    "Look for wrong labels, better images, or another network instead.");
            case CANNOT_TELL -> new Finding("learning-curve", Severity.NOTE,
                    "it is unclear whether more labels would help", evidence,
                    gain.ci95().equals(Interval.UNDEFINED) ? "Two folds are too few to tell; check with five."
                            : "The interval includes both no gain and a worthwhile gain. Check again when there are "
                                    + "more nuclei.");
        };
    }
}
