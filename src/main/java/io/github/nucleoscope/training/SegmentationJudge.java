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

    private SegmentationJudge() {}

    /** The scores of each image, in order. */
    public static List<ImageScores> judge(SegmentationModel model, LabelledImages images) {
        List<ImageScores> scores = new ArrayList<>();
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model)) {
            for (LabelledImage image : images.images()) {
                scores.add(new ImageScores(image.name(), SegmentationScore.ofEach(
                        segmenter.segment(image.pixels(), LearnedSettings.DEFAULT), image.labels(),
                        ImageScores.thresholds())));
            }
        }
        return scores;
    }
}
