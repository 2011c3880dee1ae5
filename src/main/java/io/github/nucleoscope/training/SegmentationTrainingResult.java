package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * What a training for segmentation left.
 *
 * @param model with the weights of the best epoch
 * @param bestEpoch the epoch that they are from, from 1
 * @param history one record per epoch, in order
 * @param validation scores of the images that chose the epoch; empty where there are none
 * @param warnings why training ended early, if it went wrong, one line each
 * @param cancelled whether training was told to stop
 */
public record SegmentationTrainingResult(SegmentationModel model, int bestEpoch, List<EpochRecord> history,
        List<ImageScores> validation, List<String> warnings, boolean cancelled) {

    public SegmentationTrainingResult {
        history = List.copyOf(history);
        validation = List.copyOf(validation);
        warnings = List.copyOf(warnings);
    }
}
