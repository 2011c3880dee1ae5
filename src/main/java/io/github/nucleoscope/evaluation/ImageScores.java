package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well the segmentation of one image agrees with the ground truth.
 *
 * @param image name of the image
 * @param scores one for each of {@link #thresholds}
 */
public record ImageScores(String image, List<SegmentationScore> scores) {

    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9};

    public ImageScores {
        scores = List.copyOf(scores);
    }

    /** Returns the intersection-over-union thresholds at which images are scored, ascending. */
    public static double[] thresholds() {
        return THRESHOLDS.clone();
    }

    /** Pools the nuclei of all images: one score for each of {@link #thresholds}. */
    public static List<SegmentationScore> pooled(List<ImageScores> images) {
        List<SegmentationScore> sums = new ArrayList<>(
                Arrays.stream(THRESHOLDS).mapToObj(SegmentationScore::none).toList());
        for (ImageScores image : images) {
            for (int i = 0; i < THRESHOLDS.length; i++) {
                sums.set(i, sums.get(i).plus(image.scores.get(i)));
            }
        }
        return sums;
    }
}
