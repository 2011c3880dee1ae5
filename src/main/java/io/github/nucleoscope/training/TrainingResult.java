package io.github.nucleoscope.training;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Split;

/**
 * What a training left.
 *
 * @param classifier with the weights of the best epoch, calibrated
 * @param bestEpoch the epoch that they are from, from 1
 * @param calibration how the probabilities were corrected
 * @param history one record per epoch, in order
 * @param split which crops were used for what
 * @param validation answers on the validation part, which chose the epoch and the calibration: a little too good
 *     to be true
 * @param test answers on the test part, which decided nothing
 * @param warnings why training ended early, if it went wrong, one line each
 * @param cancelled whether training was told to stop
 */
public record TrainingResult(NucleusClassifier classifier, int bestEpoch, Calibration calibration,
        List<EpochRecord> history, Split split, Optional<Judgement> validation,
        Optional<Judgement> test, List<String> warnings, boolean cancelled) {

    public TrainingResult {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }
}
