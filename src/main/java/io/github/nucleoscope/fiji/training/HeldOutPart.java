package io.github.nucleoscope.fiji.training;

import java.util.Optional;

import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The nuclei whose metrics and mistakes are shown: the test part; or else all nuclei, out of fold, or the
 * validation part of a single network.
 *
 * @param name its name and, after a comma, what must be known about it
 * @param judgement the predictions
 */
record HeldOutPart(String name, Judgement judgement) {

    /** Returns the held-out part of a training; empty if nothing was held out. */
    static Optional<HeldOutPart> of(TrainingResult result) {
        return result.test().map(test -> new HeldOutPart("Test part, which had no influence on training", test))
                .or(() -> result.outOfFold().map(all -> new HeldOutPart(
                        "All labelled nuclei, each judged by members that had not seen it", all)))
                .or(() -> result.validation().map(validation -> new HeldOutPart(
                        "Validation part, which chose the epoch and the calibration: slightly optimistic",
                        validation)));
    }
}
