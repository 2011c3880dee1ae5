package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How well the segmentations of several images agree with the ground truth, at one intersection-over-union threshold.
 *
 * @param score score of the pooled nuclei of all images
 * @param interval 95 % confidence interval of its average precision, by drawing images with replacement, see
 *     {@link Bootstrap}; not defined for fewer than {@value #FEWEST_IMAGES} images
 * @param mean mean of the average precisions of the images: each image, not each nucleus, has the same weight
 */
public record PooledScore(SegmentationScore score, Interval interval, double mean) {

    /** Smallest number of images for which an interval is given. */
    public static final int FEWEST_IMAGES = SamplingUnits.FEWEST_IMAGES;

    /**
     * Pools scores: one for each of {@link ImageScores#thresholds}.
     *
     * @param images one or more
     */
    public static List<PooledScore> of(List<ImageScores> images) {
        List<SegmentationScore> scores = ImageScores.pooled(images);
        List<PooledScore> pooled = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            int threshold = i;
            List<SegmentationScore> ofImages = images.stream().map(image -> image.scores().get(threshold)).toList();
            pooled.add(new PooledScore(scores.get(i), interval(ofImages),
                    ofImages.stream().mapToDouble(SegmentationScore::averagePrecision).average().orElseThrow()));
        }
        return pooled;
    }

    private static Interval interval(List<SegmentationScore> images) {
        if (images.size() < FEWEST_IMAGES) {
            return Interval.UNDEFINED;
        }
        SplittableRandom random = new SplittableRandom(Bootstrap.SEED);
        double[] resamples = new double[Bootstrap.RESAMPLES];
        for (int r = 0; r < resamples.length; r++) {
            SegmentationScore sum = SegmentationScore.none(images.get(0).threshold());
            for (int i = 0; i < images.size(); i++) {
                sum = sum.plus(images.get(random.nextInt(images.size())));
            }
            resamples[r] = sum.averagePrecision();
        }
        return Bootstrap.middle95(resamples);
    }

    /** Returns the interval of F1, which is a monotonic function of the average precision: F1 = 2 AP / (1 + AP). */
    public Interval f1Interval() {
        return new Interval(2 * interval.low() / (1 + interval.low()), 2 * interval.high() / (1 + interval.high()));
    }
}
