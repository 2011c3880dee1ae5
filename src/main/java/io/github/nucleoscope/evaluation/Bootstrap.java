package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * 95 % bootstrap confidence intervals: nuclei or images are drawn with replacement 2,000 times, and the interval spans
 * the middle 95 % of the values of the resamples (percentile method: Efron and Tibshirani (1993), "An Introduction
 * to the Bootstrap", chapter 13). The percentile method was chosen because it stays within the range of each metric and
 * is defined even if nearly all predictions are right; BCa is not, because its acceleration divides by the spread of
 * the jackknife values.
 *
 * <p>Nuclei of one image resemble each other. Drawing them one by one would treat them as independent and make the
 * interval too narrow. So whole images are drawn (Field and Welsh (2007), "Bootstrapping clustered data", J. R. Stat.
 * Soc. B 69:369-390) if there are enough: 10 images or more, with each class in at least 5 of them. The images are
 * not stratified; a nucleus whose image is unknown is drawn by itself. A class that is absent from a resample (with 5
 * images of it, in fewer than 1 % of the resamples) is left out of that resample. Otherwise nuclei are drawn,
 * stratified by true class, so that every class is in every resample.
 *
 * <p>With half of the images easy and half of them hard, the 95 % interval from 10 to 40 images covered the true
 * balanced accuracy in 90 to 96 % of 200 simulated experiments, the interval from their nuclei in 62 to 74 %:
 * EvaluationTest.
 */
final class Bootstrap {

    static final int RESAMPLES = 2000;
    /** Fixed, so that the same predictions always give the same intervals. */
    static final long SEED = 20040L;
    static final int FEWEST_IMAGES = 10;
    private static final int FEWEST_IMAGES_PER_CLASS = 5;

    private final List<Outcome> outcomes;
    private final List<String> classNames;
    private final List<RankedScores> ranked;
    private final Resampled resampled;
    /** Index of the resampling unit (image or nucleus) of each nucleus. */
    private final int[] unitOf;
    private final int unitCount;
    /** Unit indices of each stratum: draws replace a unit by one of the same stratum. */
    private final List<int[]> strata;

    Bootstrap(List<String> classNames, List<Outcome> outcomes) {
        this.classNames = classNames;
        this.outcomes = outcomes;
        ranked = RankedScores.ofAllClasses(outcomes);
        int n = outcomes.size();
        Map<String, Integer> imageIndex = new LinkedHashMap<>();
        int[] imageOf = new int[n];
        for (int i = 0; i < n; i++) {
            Integer known = imageIndex.putIfAbsent(outcomes.get(i).source(), imageIndex.size());
            imageOf[i] = known == null ? imageIndex.size() - 1 : known;
        }
        if (hasEnoughImages(imageOf)) {
            resampled = Resampled.IMAGES;
            unitOf = imageOf;
            unitCount = imageIndex.size();
            strata = List.of(IntStream.range(0, unitCount).toArray());
        } else {
            resampled = Resampled.NUCLEI;
            unitOf = IntStream.range(0, n).toArray();
            unitCount = n;
            strata = IntStream.range(0, classNames.size())
                    .mapToObj(c -> IntStream.range(0, n).filter(i -> outcomes.get(i).truth() == c).toArray())
                    .toList();
        }
    }

    /** Whether there are enough known images, in total and of each class. */
    private boolean hasEnoughImages(int[] imageOf) {
        int[] known = IntStream.range(0, imageOf.length).filter(i -> outcomes.get(i).sourceKnown()).toArray();
        if (IntStream.of(known).map(i -> imageOf[i]).distinct().count() < FEWEST_IMAGES) {
            return false;
        }
        for (int c = 0; c < classNames.size(); c++) {
            int truth = c;
            boolean present = outcomes.stream().anyMatch(outcome -> outcome.truth() == truth);
            long imagesOfClass = IntStream.of(known)
                    .filter(i -> outcomes.get(i).truth() == truth)
                    .map(i -> imageOf[i])
                    .distinct().count();
            if (present && imagesOfClass < FEWEST_IMAGES_PER_CLASS) {
                return false;
            }
        }
        return true;
    }

    Resampled resampled() {
        return resampled;
    }

    /**
     * The three metrics with their intervals.
     *
     * @param balancedAccuracy of all nuclei
     * @param mcc of all nuclei
     * @param auc of all nuclei; NaN with an undefined interval if all nuclei are of one class
     */
    record Estimates(Estimate balancedAccuracy, Estimate mcc, Estimate auc) {}

    Estimates estimate(ConfusionMatrix matrix) {
        int n = outcomes.size();
        int classes = classNames.size();
        int[] truth = outcomes.stream().mapToInt(Outcome::truth).toArray();
        int[] predicted = outcomes.stream().mapToInt(Outcome::predicted).toArray();
        double[] balancedAccuracies = new double[RESAMPLES];
        double[] mccs = new double[RESAMPLES];
        double[] aucs = new double[RESAMPLES];
        int[] unitWeights = new int[unitCount];
        int[] weights = new int[n];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int r = 0; r < RESAMPLES; r++) {
            draw(unitWeights, random);
            long[][] counts = new long[classes][classes];
            for (int i = 0; i < n; i++) {
                weights[i] = unitWeights[unitOf[i]];
                counts[truth[i]][predicted[i]] += weights[i];
            }
            ConfusionMatrix resample = new ConfusionMatrix(classNames, counts);
            balancedAccuracies[r] = Metrics.balancedAccuracy(resample);
            mccs[r] = Metrics.mcc(resample);
            aucs[r] = RankedScores.meanAreaUnderCurve(ranked, weights);
        }
        return new Estimates(
                new Estimate(Metrics.balancedAccuracy(matrix), middle95(balancedAccuracies)),
                new Estimate(Metrics.mcc(matrix), middle95(mccs)),
                new Estimate(Metrics.auc(outcomes), middle95(aucs)));
    }

    private void draw(int[] unitWeights, SplittableRandom random) {
        Arrays.fill(unitWeights, 0);
        for (int[] stratum : strata) {
            for (int i = 0; i < stratum.length; i++) {
                unitWeights[stratum[random.nextInt(stratum.length)]]++;
            }
        }
    }

    /**
     * Returns the interval from the 2.5 % to the 97.5 % quantile, with linear interpolation (type 7), ignoring NaN;
     * {@link Interval#UNDEFINED} if all values are NaN.
     */
    static Interval middle95(double[] values) {
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (defined.length == 0) {
            return Interval.UNDEFINED;
        }
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        return new Interval(percentile.evaluate(defined, 2.5), percentile.evaluate(defined, 97.5));
    }
}
