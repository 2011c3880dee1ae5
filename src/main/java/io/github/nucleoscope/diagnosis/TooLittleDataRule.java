package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.evaluation.Estimate;
import java.util.Map;

/**
 * The network knows the training part better than the validation part, and with half of the crops, in as many steps,
 * the validation loss is clearly worse (its whole 95 % interval, crop by crop): so more crops would help. That is the
 * slope of the learning curve over the size of the training part where it ends. Where half of the crops do as well, it
 * is not seen. Abstains where validation is at chance, with half of the crops and with all.
 */
final class TooLittleDataRule implements Rule {

    @Override
    public Finding judge(Evidence evidence) {
        Trial network = evidence.network();
        if (evidence.half().isEmpty()) {
            return !network.fitsTraining() || !evidence.canValidate()
                    ? Finding.abstains(Cause.TOO_LITTLE_DATA, "Only where the training part is fitted, and there are"
                            + " %d validation crops, could it be told.", Evidence.FEWEST_VALIDATION_CROPS)
                    : Finding.of(Cause.TOO_LITTLE_DATA, false, Map.of(), "The validation part is known as well as the"
                            + " training part.");
        }
        Trial half = evidence.half().get();
        if (half.answers().isEmpty()) {
            return Finding.abstains(Cause.TOO_LITTLE_DATA, "The training on half of the crops diverged.");
        }
        if (!network.learnt()) {
            return Finding.abstains(Cause.TOO_LITTLE_DATA, "Validation is at chance with %d training crops: too few, or"
                    + " labels that cannot be learnt, look alike here.", evidence.parts().train().size());
        }
        Estimate worse = half.validation().lossAbove(network.validation());
        return Finding.of(Cause.TOO_LITTLE_DATA, worse.ci95().low() > 0, Map.of("loss_above_with_half", worse.value(),
                        "low95", worse.ci95().low(), "high95", worse.ci95().high()),
                "With half of the %d training crops, in as many steps, the validation loss is higher by %s nats.",
                evidence.parts().train().size(), worse);
    }
}
