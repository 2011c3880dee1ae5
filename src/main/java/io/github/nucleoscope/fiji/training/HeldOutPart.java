package io.github.nucleoscope.fiji.training;

import java.util.Optional;

import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The nuclei that a training's figures and mistakes are shown of: the test part, or the validation part where there is
 * no test part.
 *
 * @param name what it is called, with what must be known of it
 * @param judgement the answers
 */
record HeldOutPart(String name, Judgement judgement) {

    /** Empty where nothing was held out. */
    static Optional<HeldOutPart> of(TrainingResult result) {
        return result.test().map(test -> new HeldOutPart("Test part, which decided nothing", test))
                .or(() -> result.validation().map(validation -> new HeldOutPart(
                        "Validation part, which chose the epoch and the calibration: a little too good to be true",
                        validation)));
    }
}
