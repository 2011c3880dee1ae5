package io.github.nucleoscope.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Three metrics with their 95 % intervals. If there are enough images for it, these are drawn ({@link Bootstrap}). If
 * all resamples agree on a metric, as where every prediction is right, that would leave its interval without width. How
 * much the nuclei of one image resemble each other cannot be known then, and the interval is that from as many nuclei
 * as there are images with the class. Otherwise the nuclei are taken as independent ({@link ConfusionPosterior},
 * {@link AreaInterval}).
 *
 * @param balancedAccuracy of all nuclei
 * @param mcc of all nuclei; its interval is not defined if they are all of one class
 * @param auc of all nuclei; NaN with an undefined interval if they are all of one class
 * @param resampled what is taken as independent
 */
record Estimates(Estimate balancedAccuracy, Estimate mcc, Estimate auc, Resampled resampled) {

    /** Values that differ by less are equal but for rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * Measures.
     *
     * @param matrix of the outcomes
     * @param outcomes at least one
     */
    static Estimates of(ConfusionMatrix matrix, List<Outcome> outcomes) {
        List<RankedScores> ranked = RankedScores.ofAllClasses(outcomes);
        double auc = Metrics.auc(ranked, outcomes.size());
        SamplingUnits units = SamplingUnits.of(outcomes);
        Bootstrap.Intervals intervals = units.kind() == Resampled.IMAGES
                ? ofImages(matrix, outcomes, ranked, units, auc) : ofNuclei(matrix, outcomes, ranked, auc);
        return new Estimates(
                new Estimate(Metrics.balancedAccuracy(matrix), intervals.balancedAccuracy()),
                new Estimate(Metrics.mcc(matrix), intervals.mcc()),
                new Estimate(auc, intervals.auc()),
                units.kind());
    }

    private static Bootstrap.Intervals ofNuclei(ConfusionMatrix matrix, List<Outcome> outcomes,
            List<RankedScores> ranked, double auc) {
        ConfusionPosterior posterior = new ConfusionPosterior(matrix);
        int[] counts = IntStream.range(0, matrix.classCount()).map(c -> (int) matrix.truthCount(c)).toArray();
        return new Bootstrap.Intervals(posterior.balancedAccuracy(), posterior.mcc(),
                AreaInterval.ofNuclei(ranked, outcomes.stream().mapToInt(Outcome::truth).toArray(), counts, auc));
    }

    private static Bootstrap.Intervals ofImages(ConfusionMatrix matrix, List<Outcome> outcomes,
            List<RankedScores> ranked, SamplingUnits images, double auc) {
        Bootstrap.Intervals drawn = Bootstrap.intervals(matrix.classNames(), outcomes, ranked, images);
        int[] counts = images.countsOfClasses(outcomes);
        ConfusionPosterior posterior = new ConfusionPosterior(matrix, counts);
        return new Bootstrap.Intervals(
                hasWidth(drawn.balancedAccuracy()) ? drawn.balancedAccuracy() : posterior.balancedAccuracy(),
                hasWidth(drawn.mcc()) ? drawn.mcc() : posterior.mcc(),
                hasWidth(drawn.auc()) ? drawn.auc() : AreaInterval.newcombe(counts, auc));
    }

    private static boolean hasWidth(Interval interval) {
        return interval.high() - interval.low() > ROUNDING;
    }
}
