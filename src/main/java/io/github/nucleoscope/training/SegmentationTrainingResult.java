package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * The result of training a segmentation network.
 *
 * @param model model with the weights of the best epoch
 * @param bestEpoch number of the best epoch, from 1
 * @param history one record per epoch, in order
 * @param validation scores of the validation images, which chose the epoch; empty if there are none
 * @param warnings why training ended early, if it diverged, one line each
 * @param cancelled whether training was cancelled
 */
public record SegmentationTrainingResult(SegmentationModel model, int bestEpoch, List<EpochRecord> history,
        List<ImageScores> validation, List<String> warnings, boolean cancelled) {

    public SegmentationTrainingResult {
        history = List.copyOf(history);
        validation = List.copyOf(validation);
        warnings = List.copyOf(warnings);
    }
}
