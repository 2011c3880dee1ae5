package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Performance metrics of classifiers. Every method is a pure function. All throw {@link IllegalArgumentException} if
 * there are no nuclei.
 */
public final class Metrics {

    /** 97.5 % quantile of the standard normal distribution. */
    static final double Z_95 = 1.959963984540054;

    /** Lower bound of probabilities in the log loss, so that one confident mistake does not make it infinite. */
    private static final double SMALLEST_PROBABILITY = 1e-15;

    private Metrics() {}

    /** Fraction of the nuclei that were classified correctly, in [0, 1]. */
    public static double accuracy(ConfusionMatrix matrix) {
        return (double) matrix.correct() / requireNuclei(matrix.total());
    }

    /**
     * Returns the 95 % Wilson score interval of a proportion. Unlike the normal approximation it keeps its coverage for
     * proportions near 0 and 1 and for few nuclei. It assumes that nuclei are independent: if those of one image
     * resemble each other, it is too narrow.
     *
     * <p>Source: Wilson (1927), J. Am. Stat. Assoc. 22:209-212; recommended by Brown, Cai and DasGupta (2001),
     * Statistical Science 16:101-133, section 4.
     *
     * @param correct number of correctly classified nuclei, 0 to {@code total}
     * @param total number of nuclei, 1 or more
     */
    public static Interval wilson95(long correct, long total) {
        requireNuclei(total);
        if (correct < 0 || correct > total) {
            throw new IllegalArgumentException(correct + " of " + total + " nuclei is not a share");
        }
        double share = (double) correct / total;
        double zz = Z_95 * Z_95;
        double centre = (share + zz / (2 * total)) / (1 + zz / total);
        double half = Z_95 / (1 + zz / total)
                * Math.sqrt(share * (1 - share) / total + zz / (4.0 * total * total));
        // For no and for all correct the ends are exactly 0 and 1, whatever the rounding.
        double low = correct == 0 ? 0 : centre - half;
        double high = correct == total ? 1 : centre + half;
        return new Interval(low, high);
    }

    /**
     * Returns Wilson's 95 % interval of {@link #f1}: that of TP / (TP + FP + FN), which is a share of nuclei, and of
     * which F1 is a growing function (Lam, Gopal and Qian (2023), "Confidence intervals for the F1 score: a comparison
     * of four methods", arXiv:2309.14621, the indirect method).
     *
     * @param recognised nuclei of the class that were assigned to it
     * @param involved nuclei that belong to the class or were assigned to it, 1 or more
     */
    static Interval f1Wilson95(long recognised, long involved) {
        Interval share = wilson95(recognised, involved);
        return new Interval(2 * share.low() / (1 + share.low()), 2 * share.high() / (1 + share.high()));
    }

    /**
     * Fraction of the nuclei of a class that were classified correctly, in [0, 1].
     *
     * @return NaN if there is no nucleus of the class
     */
    public static double recall(ConfusionMatrix matrix, int classIndex) {
        return share(matrix.count(classIndex, classIndex), matrix.truthCount(classIndex));
    }

    /**
     * Fraction of the nuclei assigned to a class that belong to it, in [0, 1].
     *
     * @return NaN if no nucleus was assigned to it
     */
    public static double precision(ConfusionMatrix matrix, int classIndex) {
        return share(matrix.count(classIndex, classIndex), matrix.predictedCount(classIndex));
    }

    /**
     * Harmonic mean of recall and precision, {@code 2 TP / (2 TP + FP + FN)}, in [0, 1].
     *
     * @return 0 if no nucleus of the class was recognised; NaN if no nucleus belongs to it and none was assigned to it
     */
    public static double f1(ConfusionMatrix matrix, int classIndex) {
        return share(2 * matrix.count(classIndex, classIndex),
                matrix.truthCount(classIndex) + matrix.predictedCount(classIndex));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /**
     * Mean of the recalls of the classes, in [0, 1]; 1 / number of classes is chance level. A class without nuclei is
     * left out.
     *
     * <p>Source: Brodersen et al. (2010), "The balanced accuracy and its posterior distribution", ICPR, 3121-3124.
     */
    public static double balancedAccuracy(ConfusionMatrix matrix) {
        requireNuclei(matrix.total());
        double sum = 0;
        int present = 0;
        for (int c = 0; c < matrix.classCount(); c++) {
            double recall = recall(matrix, c);
            if (!Double.isNaN(recall)) {
                sum += recall;
                present++;
            }
        }
        return sum / present;
    }

    /**
     * Matthews correlation coefficient for any number of classes: the correlation of truth and prediction, in
     * [-1, 1]; 0 is chance level. With two classes it is the usual binary coefficient.
     *
     * <p>Source: Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient",
     * Comput. Biol. Chem. 28:367-374.
     *
     * @return 0 where it is not defined: all nuclei are of one class, or all were assigned to one class
     */
    public static double mcc(ConfusionMatrix matrix) {
        requireNuclei(matrix.total());
        double[][] counts = new double[matrix.classCount()][matrix.classCount()];
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[truth][predicted] = matrix.count(truth, predicted);
            }
        }
        return mcc(counts);
    }

    /** Returns the coefficient of counts by true class, then by predicted class, which may be fractions. */
    static double mcc(double[][] counts) {
        double total = 0;
        double correct = 0;
        double products = 0;
        double truthSquares = 0;
        double predictedSquares = 0;
        for (int c = 0; c < counts.length; c++) {
            double truth = 0;
            double predicted = 0;
            for (int other = 0; other < counts.length; other++) {
                truth += counts[c][other];
                predicted += counts[other][c];
            }
            total += truth;
            correct += counts[c][c];
            products += truth * predicted;
            truthSquares += truth * truth;
            predictedSquares += predicted * predicted;
        }
        // Counts are integers below 2^53, so that the comparison with 0 is exact.
        double truthSpread = total * total - truthSquares;
        double predictedSpread = total * total - predictedSquares;
        if (truthSpread == 0 || predictedSpread == 0) {
            return 0;
        }
        double mcc = (correct * total - products) / (Math.sqrt(truthSpread) * Math.sqrt(predictedSpread));
        // Rounding may leave the range by one bit.
        return Math.max(-1, Math.min(1, mcc));
    }

    /**
     * Area under the receiver operating characteristic (ROC) curve: the probability that a nucleus of the class scores
     * higher than a nucleus of another class; a tie counts one half. In [0, 1]; 0.5 is chance level. With two classes
     * it is the area for class 1. With more it is the mean over the classes, one versus rest; a class without nuclei is
     * left out.
     *
     * <p>Source: the Mann-Whitney statistic, Hanley and McNeil (1982), Radiology 143:29-36.
     *
     * @param outcomes all with the same number of classes
     * @return NaN if all nuclei are of one class
     */
    public static double auc(List<Outcome> outcomes) {
        requireNuclei(outcomes.size());
        return auc(RankedScores.ofAllClasses(outcomes), outcomes.size());
    }

    static double auc(List<RankedScores> ranked, int nuclei) {
        int[] ones = new int[nuclei];
        Arrays.fill(ones, 1);
        return RankedScores.meanAreaUnderCurve(ranked, ones);
    }

    /**
     * Mean of {@code -ln(probability of the true class)}, 0 or more: the cross-entropy that the network minimises.
     * {@code ln(number of classes)} is chance level. Probabilities below 1e-15 are clipped to 1e-15.
     */
    public static double logLoss(List<Outcome> outcomes) {
        requireNuclei(outcomes.size());
        double sum = 0;
        for (Outcome outcome : outcomes) {
            sum -= Math.log(Math.max(outcome.probability(outcome.truth()), SMALLEST_PROBABILITY));
        }
        return sum / outcomes.size();
    }

    /** Fraction of the most frequent class, in [0, 1]: the accuracy of always predicting that class. */
    public static double majorityBaseline(ConfusionMatrix matrix) {
        long most = 0;
        for (int c = 0; c < matrix.classCount(); c++) {
            most = Math.max(most, matrix.truthCount(c));
        }
        return (double) most / requireNuclei(matrix.total());
    }

    static long requireNuclei(long nuclei) {
        if (nuclei == 0) {
            throw new IllegalArgumentException("there is no nucleus to evaluate: give at least one of a known class");
        }
        return nuclei;
    }
}
