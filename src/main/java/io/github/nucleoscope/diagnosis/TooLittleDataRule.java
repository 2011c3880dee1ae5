package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * The network knows the training part better than the validation part, and with half of the crops, in as many steps,
 * the validation loss is clearly worse: the mean over both halves, with its whole 95 % interval, crop by crop (which
 * crops are in one half matters where they are few). So more crops would help: that is the slope of the learning curve
 * over the size of the training part where it ends. Where half of the crops do as well, it is not seen. Abstains where
 * the training part is not fitted or a half would lack a class, where a training on a half diverges, and where
 * validation is at chance.
 */
final class TooLittleDataRule implements Rule {

    @Override
    public Ruling judge(Evidence evidence) {
        Trial network = evidence.network();
        if (!network.fitsTraining() || !evidence.canValidate()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "Only where the training part is fitted, and there are"
                    + " %d validation crops, could it be told.", Evidence.FEWEST_VALIDATION_CROPS);
        }
        if (!OverfittingRule.hasGap(network)) {
            return Ruling.of(Cause.TOO_LITTLE_DATA, false, Map.of(), "The validation part is known as well as the"
                    + " training part.");
        }
        if (evidence.halves().isEmpty()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "Half of the training part would lack a class.");
        }
        if (evidence.halves().stream().anyMatch(half -> half.answers().isEmpty())) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "The training on half of the crops diverged.");
        }
        if (!network.learnt()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "Validation is at chance with %d training crops: too few, or"
                    + " labels that cannot be learnt, look alike here.", evidence.parts().train().size());
        }
        Answers half = evidence.halves().get(0).validation().withMeanLoss(evidence.halves().get(1).validation());
        Estimate worse = half.lossAbove(network.validation());
        return Ruling.of(Cause.TOO_LITTLE_DATA, worse.ci95().low() > 0, Map.of("loss_above_with_half", worse.value(),
                        "low95", worse.ci95().low(), "high95", worse.ci95().high()),
                "With half of the %d training crops, in as many steps, the validation loss is higher by %s nats (mean"
                        + " over either half).", evidence.parts().train().size(), worse);
    }
}
