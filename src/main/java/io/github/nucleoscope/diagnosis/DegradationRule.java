package io.github.nucleoscope.diagnosis;

import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * The deeper network fits its own training crops worse than a shallow one trained in the same way (He et al., "Deep
 * residual learning for image recognition", 2016, figure 1): a problem of optimisation, not overfitting. Two losses
 * must be worse by at least a tenth of chance: the loss on the training crops without dropout and augmentation, paired
 * by crop, with its whole 95 % interval; and the median loss of the last three epochs. Abstains if a training diverged,
 * if the shallow network does not fit the training crops either, or if the deeper one's loss is still falling by more
 * than 5 % of chance per epoch (over the last four): it may just need more epochs.
 */
final class DegradationRule implements Rule {

    /** Key of the number that is given if the loss is above the shallow network's, but still falling. */
    static final String STILL_FALLING = "still_falling";

    private static final double MARGIN = 0.1;
    private static final double FALL = 0.05;

    @Override
    public Ruling judge(Evidence evidence) {
        if (evidence.shallower().isEmpty()) {
            return Ruling.abstains(Cause.DEGRADATION, "The network is no deeper than the shallow one it would be"
                    + " compared with.");
        }
        Trial deep = evidence.network();
        Trial shallow = evidence.shallower().get();
        if (deep.answers().isEmpty() || shallow.answers().isEmpty()) {
            return Ruling.abstains(Cause.DEGRADATION, "The training diverged: %s.",
                    deep.diverged().or(shallow::diverged).orElse("no epoch was finished"));
        }
        if (!shallow.fitsTraining()) {
            return Ruling.abstains(Cause.DEGRADATION, "The shallow network does not fit the training crops either"
                    + " (balanced accuracy %.3f in the last epochs).", shallow.trainBalancedAccuracy());
        }
        double margin = MARGIN * evidence.chance();
        Estimate above = deep.answers().get().train().lossAbove(shallow.answers().get().train());
        double last = deep.trainLoss() - shallow.trainLoss();
        boolean worse = above.ci95().low() > margin && last > margin;
        double fall = deep.fall();
        if (worse && fall > FALL * evidence.chance()) {
            return new Ruling(Cause.DEGRADATION, Ruling.Verdict.ABSTAINS, String.format(Locale.ROOT,
                    "The deeper network's training loss is above the shallow one's by %s nats, but was still falling by"
                            + " %.3f per epoch: train for more epochs.", above, fall),
                    Map.of(STILL_FALLING, fall));
        }
        return Ruling.of(Cause.DEGRADATION, worse, Map.of("training_loss_above_shallow", above.value(),
                        "low95", above.ci95().low(), "high95", above.ci95().high(), "last_epochs_above_shallow", last),
                "On the training crops the deeper network's loss is above the shallow one's by %s nats; in the last"
                        + " epochs it was %.3f against %.3f.", above, deep.trainLoss(), shallow.trainLoss());
    }
}
