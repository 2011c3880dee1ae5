package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.training.EpochRecord;

/**
 * The network learns, but time was up: the last epoch has the lowest training and the lowest validation loss of all, it
 * brought the training loss down, below chance, by more than 5 % of that, and the validation loss has not come a third
 * of the way from chance to 0. (The training loss would not do for that: dropout and augmentation keep it up.) A loss
 * that has, and still falls, is what any healthy training of a few epochs shows. Whether more epochs help is then tried
 * with twice as many. Abstains with a single epoch, which cannot fall; where the network is stuck, for a loss that
 * comes down to chance has learnt nothing; where the training crops are known by heart, when more epochs would make it
 * worse; and where the learning rate is too low, which looks the same and is the better thing to mend.
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
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "The network is stuck at chance: whether it would get away in"
                    + " time, its loss does not tell.");
        }
        if (OverfittingRule.hasGap(evidence.network())) {
            return Ruling.abstains(Cause.TOO_FEW_EPOCHS, "The training crops are known better than the others: more"
                    + " epochs would make that worse.");
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
                "The training loss came to %.3f and the validation loss to %.3f in %d epochs, where chance is %.3f; the"
                        + " last one brought the training loss down by %.3f below that.", last.trainLoss(),
                last.validationLoss(), history.size(), evidence.chance(), fall);
    }
}
