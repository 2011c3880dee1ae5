package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * The network is better on the training part than on the validation part, and with half of the crops, in as many steps,
 * the validation loss is clearly worse: the mean over both halves, paired by crop, with its whole 95 % interval. (Both
 * halves are used because the choice of the crops matters when they are few.) So more crops would help: this is the
 * slope at the end of the learning curve over the size of the training part. Not found if half of the crops do as well.
 * Abstains if the training part is not fitted, if a half would lack a class, if a training on a half diverges, and if
 * validation is at chance.
 */
final class TooLittleDataRule implements Rule {

    @Override
    public Ruling judge(Evidence evidence) {
        Trial network = evidence.network();
        if (!network.fitsTraining() || !evidence.canValidate()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "This can be judged only if the training part is fitted and"
                    + " there are at least %d validation crops.", Evidence.FEWEST_VALIDATION_CROPS);
        }
        if (!OverfittingRule.hasGap(network)) {
            return Ruling.of(Cause.TOO_LITTLE_DATA, false, Map.of(), "The network does as well on the validation part"
                    + " as on the training part.");
        }
        if (evidence.halves().isEmpty()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "Half of the training part would lack a class.");
        }
        if (evidence.halves().stream().anyMatch(half -> half.answers().isEmpty())) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "The training on half of the crops diverged.");
        }
        if (!network.learnt()) {
            return Ruling.abstains(Cause.TOO_LITTLE_DATA, "Validation is at chance with %d training crops: too few"
                    + " crops and labels that cannot be learnt look the same here.", evidence.parts().train().size());
        }
        Answers half = evidence.halves().get(0).validation().withMeanLoss(evidence.halves().get(1).validation());
        Estimate worse = half.lossAbove(network.validation());
        return Ruling.of(Cause.TOO_LITTLE_DATA, worse.ci95().low() > 0, Map.of("loss_above_with_half", worse.value(),
                        "low95", worse.ci95().low(), "high95", worse.ci95().high()),
                "With half of the %d training crops, in as many steps, the validation loss is higher by %s nats (mean"
                        + " over both halves).", evidence.parts().train().size(), worse);
    }
}
