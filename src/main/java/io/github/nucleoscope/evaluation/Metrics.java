package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How good predictions are. Every method is a pure function. All throw {@link IllegalArgumentException} where there is
 * no nucleus at all.
 */
public final class Metrics {

    /** 97.5 % quantile of the standard normal distribution. */
    private static final double Z_95 = 1.959963984540054;

    /** The log loss takes a smaller probability for this: one sure mistake would otherwise make it infinite. */
    private static final double SMALLEST_PROBABILITY = 1e-15;

    private Metrics() {}

    /** Share of the nuclei that were taken for what they are, in [0, 1]. */
    public static double accuracy(ConfusionMatrix matrix) {
        return (double) matrix.correct() / requireNuclei(matrix.total());
    }

    /**
     * The Wilson score interval, 95 %, of a share. It keeps its coverage for shares near 0 and 1 and for few nuclei,
     * where the textbook interval does not. It takes the nuclei for independent: where those of one image resemble
     * each other it is too narrow.
     *
     * <p>Source: Wilson (1927), J. Am. Stat. Assoc. 22:209-212; recommended by Brown, Cai and DasGupta (2001),
     * Statistical Science 16:101-133, section 4.
     *
     * @param correct number of nuclei that were taken for what they are, 0 to {@code total}
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
        // At the edges the ends are 0 and 1 exactly; rounding must not say otherwise.
        double low = correct == 0 ? 0 : centre - half;
        double high = correct == total ? 1 : centre + half;
        return new Interval(low, high);
    }

    /**
     * Share of the nuclei of a class that were recognised, in [0, 1].
     *
     * @return NaN where there is no nucleus of the class
     */
    public static double recall(ConfusionMatrix matrix, int classIndex) {
        return share(matrix.count(classIndex, classIndex), matrix.truthCount(classIndex));
    }

    /**
     * Share of the nuclei taken for a class that are of it, in [0, 1].
     *
     * @return NaN where no nucleus was taken for it
     */
    public static double precision(ConfusionMatrix matrix, int classIndex) {
        return share(matrix.count(classIndex, classIndex), matrix.predictedCount(classIndex));
    }

    /**
     * Harmonic mean of recall and precision, {@code 2 TP / (2 TP + FP + FN)}, in [0, 1].
     *
     * @return 0 where the class was never recognised; NaN where there is no nucleus of it and none was taken for it
     */
    public static double f1(ConfusionMatrix matrix, int classIndex) {
        return share(2 * matrix.count(classIndex, classIndex),
                matrix.truthCount(classIndex) + matrix.predictedCount(classIndex));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /**
     * Mean of the recalls of the classes, in [0, 1]: 1 / number of classes is what guessing gets. A class without a
     * nucleus is left out.
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
     * [-1, 1]; 0 is what guessing gets. With two classes it is the usual one.
     *
     * <p>Source: Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient",
     * Comput. Biol. Chem. 28:367-374.
     *
     * @return 0 where it is not defined: all nuclei are of one class, or all were taken for one class
     */
    public static double mcc(ConfusionMatrix matrix) {
        double total = requireNuclei(matrix.total());
        double products = 0;
        double truthSquares = 0;
        double predictedSquares = 0;
        for (int c = 0; c < matrix.classCount(); c++) {
            double truth = matrix.truthCount(c);
            double predicted = matrix.predictedCount(c);
            products += truth * predicted;
            truthSquares += truth * truth;
            predictedSquares += predicted * predicted;
        }
        // Whole numbers below 2^53, so that the comparison with 0 is exact.
        double truthSpread = total * total - truthSquares;
        double predictedSpread = total * total - predictedSquares;
        if (truthSpread == 0 || predictedSpread == 0) {
            return 0;
        }
        return (matrix.correct() * total - products) / (Math.sqrt(truthSpread) * Math.sqrt(predictedSpread));
    }

    /**
     * Area under the receiver operating characteristic: the chance that a nucleus of the class has a higher
     * probability of it than a nucleus that is not of it; a tie counts one half. In [0, 1]; 0.5 is what guessing gets.
     * With two classes it is that of class 1. With more it is the mean over the classes, each against the rest; a
     * class without a nucleus is left out.
     *
     * <p>Source: the Mann-Whitney statistic, Hanley and McNeil (1982), Radiology 143:29-36.
     *
     * @param outcomes all with the same number of classes
     * @return NaN where all nuclei are of one class
     */
    public static double auc(List<Outcome> outcomes) {
        requireNuclei(outcomes.size());
        int[] ones = new int[outcomes.size()];
        Arrays.fill(ones, 1);
        return RankedScores.meanAreaUnderCurve(RankedScores.ofAllClasses(outcomes), ones);
    }

    /**
     * Mean of {@code -ln(probability of the true class)}, 0 or more: the cross-entropy that the network minimises.
     * {@code ln(number of classes)} is what guessing gets. A probability below 1e-15 is taken for 1e-15.
     */
    public static double logLoss(List<Outcome> outcomes) {
        requireNuclei(outcomes.size());
        double sum = 0;
        for (Outcome outcome : outcomes) {
            sum -= Math.log(Math.max(outcome.probability(outcome.truth()), SMALLEST_PROBABILITY));
        }
        return sum / outcomes.size();
    }

    /** Share of the most frequent class: the accuracy of answering that class every time. In [0, 1]. */
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
