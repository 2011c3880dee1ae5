package io.github.nucleoscope.diagnosis;

import java.util.Map;

/**
 * The network predicts the same for every crop: its loss is at chance, ln(number of classes) for balanced classes, and
 * at least 95 % of the validation crops are assigned to one class. A loss is at chance from 3 % below it, the
 * fluctuation of mini-batches, to 10 % above it, the effect of dropout.
 */
final class CollapseRule implements Rule {

    private static final double BELOW = 0.97;
    private static final double ABOVE = 1.1;
    private static final double ONE_CLASS = 0.95;

    @Override
    public Ruling judge(Evidence evidence) {
        if (evidence.network().answers().isEmpty()) {
            return Ruling.abstains(Cause.COLLAPSE, "The training diverged in its first epoch: %s.",
                    evidence.network().diverged().orElse("no epoch was finished"));
        }
        if (!evidence.canValidate()) {
            return Ruling.abstains(Cause.COLLAPSE, "The validation part has fewer than %d crops.",
                    Evidence.FEWEST_VALIDATION_CROPS);
        }
        double loss = evidence.network().last().trainLoss();
        double validation = evidence.network().validation().loss().value();
        double share = evidence.network().validation().mostPredicted();
        double chance = evidence.chance();
        boolean atChance = loss >= BELOW * chance && loss <= ABOVE * chance && validation >= BELOW * chance;
        return Ruling.of(Cause.COLLAPSE, atChance && share >= ONE_CLASS,
                Map.of("training_loss", loss, "validation_loss", validation, "chance", chance, "one_class", share),
                "Training loss %.3f in the last epoch, validation loss %.3f, chance %.3f; %.0f %% of the validation"
                        + " crops are assigned to one class.", loss, validation, chance, 100 * share);
    }
}
