package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Observation;

/**
 * A network trained for a few epochs.
 *
 * @param name of the trial, for people
 * @param subject the network and how it was trained
 * @param history one record per epoch, in order; may be empty if it diverged
 * @param observations of its layers, in order; empty if it was not observed
 * @param answers predictions of the epoch with the lowest validation loss; empty if it diverged in its first epoch
 * @param diverged what stopped being finite; empty if all went well
 */
public record Trial(String name, Subject subject, List<EpochRecord> history, List<Observation> observations,
        Optional<OnBothParts> answers, Optional<String> diverged) {

    /** Predictions for the training part (with its own, possibly shuffled labels) and for the validation part. */
    public record OnBothParts(Answers train, Answers validation) {}

    public Trial {
        history = List.copyOf(history);
        observations = List.copyOf(observations);
    }

    /** Returns the last epoch. */
    EpochRecord last() {
        return history.get(history.size() - 1);
    }

    /** Returns the predictions for the validation part; to be called only if there are answers. */
    public Answers validation() {
        return answers.orElseThrow().validation();
    }

    /** Returns whether it is better than chance on the validation part: its 99 % interval lies above chance. */
    boolean learnt() {
        return answers.isPresent()
                && validation().balancedAccuracy(Answers.Z99).ci95().low() > 1.0 / classes();
    }

    /** Returns the median balanced accuracy on the training crops, in the mini-batches of the last three epochs. */
    double trainBalancedAccuracy() {
        return recentMedian(EpochRecord::trainBalancedAccuracy);
    }

    /** Returns the median balanced accuracy on the validation crops in the last three epochs. */
    double validationBalancedAccuracy() {
        return recentMedian(EpochRecord::validationBalancedAccuracy);
    }

    /** Returns the median training loss in the last three epochs. */
    double trainLoss() {
        return recentMedian(EpochRecord::trainLoss);
    }

    /**
     * Returns by how much the training loss falls per epoch: the negative slope of the least-squares line through the
     * last four epochs, or through all if there are fewer; 0 for a single one.
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

    /** Median of the last three epochs: a single epoch of a training at a constant rate can be far off. */
    private double recentMedian(ToDoubleFunction<EpochRecord> figure) {
        return Median.of(history.subList(Math.max(0, history.size() - 3), history.size()).stream()
                .mapToDouble(figure));
    }

    /**
     * Returns whether it is better than chance on the training crops: {@link #trainBalancedAccuracy} is above chance
     * by four standard errors and by five percentage points.
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
