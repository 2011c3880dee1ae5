package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.training.EpochRecord;

/**
 * The network was still learning at the end: the last epoch has the lowest training and the lowest validation loss of
 * all, it brought the training loss further below chance by more than 5 % of chance, and the validation loss has not
 * come a third of the way from chance to 0. (The training loss would not do for that: dropout and augmentation keep it
 * up.) A loss that has come that far and is still falling is normal in a healthy training of a few epochs. Whether more
 * epochs help is then tried with twice as many. Abstains with a single epoch, whose loss cannot fall; if the network is
 * stuck, because a loss that falls to chance has learnt nothing; if the training crops are memorised, because more
 * epochs would make that worse; and if the learning rate is too low, which looks the same and should be fixed first.
 */
final class TooFewEpochsRule implements Rule {

    private static final double FALL = 0.05;
    /** A loss above this share of chance has not come a third of the way to 0. */
    static final double LEFT = 2 / 3.0;

    @Override
    public Ruling judge(Evidence evidence) {
        List<EpochRecord> history = evidence.network().history();
        if (history.size() < 2 || evidence.network().answers().isEmpty() || !evidence.canValidate()) {
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "There are %d epochs and %d validation crops, fewer than 2"
                    + " and %d.", history.size(), evidence.parts().validation().size(),
                    Evidence.FEWEST_VALIDATION_CROPS);
        }
        if (evidence.isStuck()) {
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "The network is stuck at chance: its loss does not show"
                    + " whether it would learn in time.");
        }
        if (OverfittingRule.hasGap(evidence.network())) {
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "The network is much better on training crops than on others:"
                    + " more epochs would make that worse.");
        }
        if (new RateTooLowRule().judge(evidence).isSeen()) {
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "The learning rate is too low, which looks the same.");
        }
        EpochRecord last = history.get(history.size() - 1);
        List<EpochRecord> before = history.subList(0, history.size() - 1);
        double fall = Math.min(evidence.chance(), before.get(before.size() - 1).trainLoss()) - last.trainLoss();
        boolean lowest = before.stream().allMatch(epoch -> epoch.trainLoss() > last.trainLoss()
                && epoch.validationLoss() > last.validationLoss());
        return Ruling.of(Cause.TOO_FEW_EPOCHS, lowest && fall > FALL * evidence.chance()
                        && last.validationLoss() > LEFT * evidence.chance(),
                Map.of("training_loss", last.trainLoss(), "validation_loss", last.validationLoss(),
                        "fall_in_last_epoch", fall, "chance", evidence.chance()),
                "The training loss reached %.3f and the validation loss %.3f in %d epochs, where chance is %.3f; the"
                        + " last epoch lowered the training loss by %.3f below chance.", last.trainLoss(),
                last.validationLoss(), history.size(), evidence.chance(), fall);
    }
}
