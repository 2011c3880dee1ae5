package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.RangeTest;

/**
 * Everything that the rules judge by.
 *
 * @param parts the nuclei
 * @param chance the loss of a network that has learnt nothing about the classes, in nats
 * @param network the network itself, observed
 * @param shallower the shallow network, trained in the same way; empty if the network itself is no deeper
 * @param shuffled the network trained in the same way on the training part with its labels shuffled
 * @param range the learning rate range test
 * @param otherRates the network trained in the same way at other learning rates; empty if that was not needed. They are
 *     trained if the network is stuck and the range test, which passes each rate quickly, chose none
 * @param halves the network trained in the same way for as many steps on either half of the training part; empty if
 *     that was not needed. They are trained if the network is better on the training part than on the validation part
 * @param reference a network that is easy to train, trained for long without augmentation; empty if it was not needed.
 *     It is trained if neither the network nor the shallow one learnt anything
 */
public record Evidence(LearningParts parts, double chance, Trial network, Optional<Trial> shallower, Trial shuffled,
        RangeTest range, List<Trial> otherRates, List<Trial> halves, Optional<Trial> reference) {

    /** Fewest validation crops that allow any conclusion. */
    static final int FEWEST_VALIDATION_CROPS = 20;

    public Evidence {
        otherRates = List.copyOf(otherRates);
        halves = List.copyOf(halves);
    }

    /**
     * Returns a rate at which the network learns: the range test's or, if that chose none, the one of the other rates
     * with the lowest training loss among those that learn and fit the training part; empty if there is none.
     */
    Optional<Double> learningRate() {
        return range.chosen().or(() -> otherRates.stream().filter(trial -> trial.fitsTraining() && trial.learnt())
                .min(Comparator.comparingDouble(trial -> trial.last().trainLoss()))
                .map(trial -> trial.subject().settings().optimiser().learningRate()));
    }

    /** Returns all networks that were trained to find out what is wrong, in order. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        trials.add(network);
        shallower.ifPresent(trials::add);
        trials.add(shuffled);
        trials.addAll(otherRates);
        trials.addAll(halves);
        reference.ifPresent(trials::add);
        return trials;
    }

    Subject subject() {
        return network.subject();
    }

    /** Returns whether the validation part is large enough to conclude anything from it. */
    boolean canValidate() {
        return parts.validation().size() >= FEWEST_VALIDATION_CROPS;
    }

    /** Returns whether the network neither fits the training part nor is better than chance on the validation part. */
    boolean isStuck() {
        return isStuck(network);
    }

    /** Returns whether any network is better than chance on the validation part. */
    boolean canBeLearnt() {
        return network.learnt() || shallower.filter(Trial::learnt).isPresent()
                || reference.filter(Trial::learnt).isPresent();
    }

    static boolean isStuck(Trial trial) {
        return !trial.learnt() && !trial.fitsTraining();
    }
}
