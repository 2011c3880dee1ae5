package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.learned.LearnedSegmenter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentationModel;

/** Evaluates a segmentation model on images with label images. */
public final class SegmentationJudge {

    private SegmentationJudge() {}

    /**
     * Returns the scores of each image file, in order; slices and frames of a file are pooled. Segments in the same way
     * as for users of the model.
     */
    public static List<ImageScores> judge(SegmentationModel model, LabelledImages images) {
        Map<String, List<ImageScores>> planes = new LinkedHashMap<>();
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model)) {
            for (LabelledImage image : images.images()) {
                Plane plane = new Plane(image.pixels(), 1, 1, images.signal().colour());
                SegmentedPlane found = SegmentedPlane.found(plane,
                        segmenter.segment(image.pixels(), SegmentationSettings.DEFAULT), OptionalDouble.empty(), false);
                planes.computeIfAbsent(image.source(), source -> new ArrayList<>())
                        .add(new ImageScores(image.name(), SegmentationScore.ofEach(found.labels(), image.labels(),
                                ImageScores.thresholds())));
            }
        }
        return planes.entrySet().stream()
                .map(file -> new ImageScores(file.getKey(), ImageScores.pooled(file.getValue()))).toList();
    }
}
