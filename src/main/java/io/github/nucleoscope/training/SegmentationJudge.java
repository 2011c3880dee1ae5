package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.segmentation.LearnedSegmenter;
import io.github.nucleoscope.segmentation.LearnedSettings;
import io.github.nucleoscope.segmentation.SegmentationModel;
import java.util.ArrayList;
import java.util.List;

/** Measures a model on images whose nuclei are known. */
public final class SegmentationJudge {

    /** Thresholds of the intersection over union. */
    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9};

    private SegmentationJudge() {}

    /** The thresholds of the intersection over union that scores are given for. */
    public static double[] thresholds() {
        return THRESHOLDS.clone();
    }

    /** The scores of each image, in order. */
    public static List<ImageScores> judge(SegmentationModel model, LabelledImages images) {
        List<ImageScores> scores = new ArrayList<>();
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model)) {
            for (LabelledImage image : images.images()) {
                scores.add(new ImageScores(image.name(), SegmentationScore.ofEach(
                        segmenter.segment(image.pixels(), LearnedSettings.DEFAULT), image.labels(), THRESHOLDS)));
            }
        }
        return scores;
    }
}
