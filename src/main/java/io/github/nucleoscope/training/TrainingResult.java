package io.github.nucleoscope.training;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Split;

/**
 * The result of training a classifier.
 *
 * @param classifier calibrated classifier with the weights of the best epoch
 * @param bestEpoch number of the best epoch, from 1
 * @param calibration calibration of the probabilities
 * @param history one record per epoch, in order
 * @param split the crops for training, validation and testing
 * @param outOfFold results on all crops that are not of the test part, each judged by members that did not train on
 *     it; empty for a single network
 * @param validation results on the validation part, which chose the epoch and the calibration: slightly optimistic;
 *     empty if there is no such part
 * @param test results on the test part, which influenced no decision; empty if there is no such part
 * @param decisions what was chosen during the training, and why, one line each
 * @param advice which nuclei to label next where there are too few to rely on the classifier, one line each
 * @param warnings why training ended early, if it diverged, one line each
 * @param cancelled whether training was cancelled
 */
public record TrainingResult(NucleusClassifier classifier, int bestEpoch, Calibration calibration,
        List<EpochRecord> history, Split split, Optional<Judgement> outOfFold, Optional<Judgement> validation,
        Optional<Judgement> test, List<String> decisions, List<String> advice, List<String> warnings,
        boolean cancelled) {

    public TrainingResult {
        history = List.copyOf(history);
        decisions = List.copyOf(decisions);
        advice = List.copyOf(advice);
        warnings = List.copyOf(warnings);
    }

    /** Returns the judgement of the test part, or else the one that is out of fold; empty if there is none. */
    public Optional<Judgement> judged() {
        return test.or(() -> outOfFold);
    }
}
