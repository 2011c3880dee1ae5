package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well the segmentation of one image agrees with the truth.
 *
 * @param image its name
 * @param scores one for each threshold of the intersection over union, in the same order for all images
 */
public record ImageScores(String image, List<SegmentationScore> scores) {

    public ImageScores {
        scores = List.copyOf(scores);
    }

    /** The nuclei of all images together: one score for each threshold. */
    public static List<SegmentationScore> pooled(List<ImageScores> images, double... thresholds) {
        List<SegmentationScore> sums = new ArrayList<>(
                Arrays.stream(thresholds).mapToObj(SegmentationScore::none).toList());
        for (ImageScores image : images) {
            for (int i = 0; i < thresholds.length; i++) {
                sums.set(i, sums.get(i).plus(image.scores.get(i)));
            }
        }
        return sums;
    }
}
