package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Observation;

/**
 * A network trained for a few epochs.
 *
 * @param name what it is, in words
 * @param subject how it was trained
 * @param history one record per epoch, in order; may be empty where it diverged
 * @param observations what was seen of its layers, in order; empty where nobody looked
 * @param answers of the epoch with the lowest validation loss; empty where it diverged in its first epoch
 * @param diverged what stopped being finite; empty where all went well
 */
public record Trial(String name, Subject subject, List<EpochRecord> history, List<Observation> observations,
        Optional<OnBothParts> answers, Optional<String> diverged) {

    /** Answers on the training part (its own labels, which may be shuffled) and on the validation part. */
    public record OnBothParts(Answers train, Answers validation) {}

    public Trial {
        history = List.copyOf(history);
        observations = List.copyOf(observations);
    }

    /** The last epoch. */
    EpochRecord last() {
        return history.get(history.size() - 1);
    }

    /** Answers on the validation part; only where it did not diverge in its first epoch. */
    public Answers validation() {
        return answers.orElseThrow().validation();
    }

    /** Whether it says more of the class of validation crops than chance: its 99 % interval lies above that. */
    boolean learnt() {
        return answers.isPresent()
                && validation().balancedAccuracy(Answers.Z99).ci95().low() > 1.0 / classes();
    }

    /** Balanced accuracy on the training crops in the mini-batches of the last three epochs: their median. */
    double trainBalancedAccuracy() {
        return lately(EpochRecord::trainBalancedAccuracy);
    }

    /** Balanced accuracy on the validation crops in the last three epochs: their median. */
    double validationBalancedAccuracy() {
        return lately(EpochRecord::validationBalancedAccuracy);
    }

    /** Training loss in the last three epochs: their median. */
    double trainLoss() {
        return lately(EpochRecord::trainLoss);
    }

    /**
     * By how much the training loss falls in an epoch: the slope of the straight line through the last four epochs
     * (least squares), or through all where they are fewer; 0 for a single one.
     */
    double fall() {
        List<EpochRecord> late = history.subList(Math.max(0, history.size() - 4), history.size());
        double middle = (late.size() - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < late.size(); i++) {
            products += (i - middle) * late.get(i).trainLoss();
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : -products / squares;
    }

    /** A single epoch of a training at a constant rate can be far off. */
    private double lately(ToDoubleFunction<EpochRecord> figure) {
        return Median.of(history.subList(Math.max(0, history.size() - 3), history.size()).stream()
                .mapToDouble(figure));
    }

    /**
     * Whether it knows more of the training crops' labels than chance: {@link #trainBalancedAccuracy} is above chance
     * by four standard errors and by five percent points.
     */
    boolean fitsTraining() {
        if (answers.isEmpty()) {
            return false;
        }
        double chance = 1.0 / classes();
        double error = Math.sqrt(chance * (1 - chance) / answers.get().train().size());
        return trainBalancedAccuracy() > chance + Math.max(0.05, 4 * error);
    }

    private int classes() {
        return answers.orElseThrow().train().classes();
    }
}
