package io.github.nucleoscope.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Metrics with their 95 % intervals. If there are enough images for it, these are drawn ({@link Bootstrap}). If
 * all resamples agree on a metric, as where every prediction is right, that would leave its interval without width. How
 * much the nuclei of one image resemble each other cannot be known then, and the interval is that from as many nuclei
 * as there are images with the class. Otherwise the nuclei are taken as independent ({@link Metrics#wilson95},
 * {@link ConfusionPosterior}, {@link AreaInterval}).
 *
 * @param accuracy of all nuclei
 * @param balancedAccuracy of all nuclei
 * @param mcc of all nuclei; its interval is not defined if they are all of one class
 * @param auc of all nuclei; NaN with an undefined interval if they are all of one class
 * @param perClass metrics of each class, by class index
 * @param resampled what is taken as independent
 */
record Estimates(Estimate accuracy, Estimate balancedAccuracy, Estimate mcc, Estimate auc,
        List<ClassMetrics> perClass, Resampled resampled) {

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
                new Estimate(Metrics.accuracy(matrix), intervals.accuracy()),
                new Estimate(Metrics.balancedAccuracy(matrix), intervals.balancedAccuracy()),
                new Estimate(Metrics.mcc(matrix), intervals.mcc()),
                new Estimate(auc, intervals.auc()),
                IntStream.range(0, matrix.classCount()).mapToObj(c -> ofClass(matrix, c,
                        intervals.perClass().get(c))).toList(),
                units.kind());
    }

    private static ClassMetrics ofClass(ConfusionMatrix matrix, int c, Bootstrap.OfClass intervals) {
        return new ClassMetrics(matrix.classNames().get(c), matrix.truthCount(c),
                new Estimate(Metrics.recall(matrix, c), intervals.recall()),
                new Estimate(Metrics.precision(matrix, c), intervals.precision()),
                new Estimate(Metrics.f1(matrix, c), intervals.f1()));
    }

    private static Bootstrap.Intervals ofNuclei(ConfusionMatrix matrix, List<Outcome> outcomes,
            List<RankedScores> ranked, double auc) {
        ConfusionPosterior posterior = new ConfusionPosterior(matrix);
        int[] counts = IntStream.range(0, matrix.classCount()).map(c -> (int) matrix.truthCount(c)).toArray();
        return new Bootstrap.Intervals(Metrics.wilson95(matrix.correct(), matrix.total()),
                posterior.balancedAccuracy(), posterior.mcc(),
                AreaInterval.ofNuclei(ranked, outcomes.stream().mapToInt(Outcome::truth).toArray(), counts, auc),
                IntStream.range(0, matrix.classCount()).mapToObj(c -> ofNuclei(matrix, c)).toList());
    }

    private static Bootstrap.OfClass ofNuclei(ConfusionMatrix matrix, int c) {
        long recognised = matrix.count(c, c);
        long involved = matrix.truthCount(c) + matrix.predictedCount(c) - recognised;
        return new Bootstrap.OfClass(share(recognised, matrix.truthCount(c)),
                share(recognised, matrix.predictedCount(c)),
                involved == 0 ? Interval.UNDEFINED : Metrics.f1Wilson95(recognised, involved));
    }

    private static Interval share(long part, long whole) {
        return whole == 0 ? Interval.UNDEFINED : Metrics.wilson95(part, whole);
    }

    private static Bootstrap.Intervals ofImages(ConfusionMatrix matrix, List<Outcome> outcomes,
            List<RankedScores> ranked, SamplingUnits images, double auc) {
        Bootstrap.Intervals drawn = Bootstrap.intervals(matrix.classNames(), outcomes, ranked, images);
        int[] counts = images.countsOfClasses(outcomes);
        ConfusionPosterior posterior = new ConfusionPosterior(matrix, counts);
        return new Bootstrap.Intervals(
                orOfImages(drawn.accuracy(), Metrics.accuracy(matrix), images.count()),
                hasWidth(drawn.balancedAccuracy()) ? drawn.balancedAccuracy() : posterior.balancedAccuracy(),
                hasWidth(drawn.mcc()) ? drawn.mcc() : posterior.mcc(),
                hasWidth(drawn.auc()) ? drawn.auc() : AreaInterval.newcombe(counts, auc),
                IntStream.range(0, matrix.classCount()).mapToObj(c -> ofImages(matrix, outcomes, images, c,
                        drawn.perClass().get(c))).toList());
    }

    private static Bootstrap.OfClass ofImages(ConfusionMatrix matrix, List<Outcome> outcomes, SamplingUnits images,
            int c, Bootstrap.OfClass drawn) {
        return new Bootstrap.OfClass(
                orOfImages(drawn.recall(), Metrics.recall(matrix, c), images.count(i ->
                        outcomes.get(i).truth() == c)),
                orOfImages(drawn.precision(), Metrics.precision(matrix, c), images.count(i ->
                        outcomes.get(i).predicted() == c)),
                orOfImages(drawn.f1(), Metrics.f1(matrix, c), images.count(i ->
                        outcomes.get(i).truth() == c || outcomes.get(i).predicted() == c)));
    }

    /** Returns the interval that was drawn or, where it has no width, that of a share of so many images. */
    private static Interval orOfImages(Interval drawn, double value, int images) {
        return Double.isNaN(value) ? Interval.UNDEFINED : hasWidth(drawn) ? drawn
                : Metrics.wilson95(Math.round(value * images), images).extendedTo(value);
    }

    private static boolean hasWidth(Interval interval) {
        return interval.high() - interval.low() > ROUNDING;
    }
}
