package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.RangeTest;

/**
 * All that rules judge by.
 *
 * @param parts the nuclei
 * @param chance the loss of a network that says nothing about the class, in nats
 * @param network the network itself, observed
 * @param shallower the shallow network, trained alike; empty where the network itself is no deeper
 * @param shuffled the network trained alike on the training part with its labels shuffled
 * @param range the learning-rate range test
 * @param otherRates the network trained alike at other learning rates; empty where nobody asked: they are trained where
 *     the network is stuck and the range test, which passes each rate quickly, chose none
 * @param halves the network trained alike for as many steps on either half of the training part; empty where that would
 *     say nothing: it is trained where the training part is known better than the validation part
 * @param reference a network that is easy to train, trained for long without augmentation; empty where it was not
 *     needed: it is trained where neither the network nor the shallow one learnt anything
 */
public record Evidence(LearningParts parts, double chance, Trial network, Optional<Trial> shallower, Trial shuffled,
        RangeTest range, List<Trial> otherRates, List<Trial> halves, Optional<Trial> reference) {

    /** With fewer validation crops nothing can be said about them. */
    static final int FEWEST_VALIDATION_CROPS = 20;

    public Evidence {
        otherRates = List.copyOf(otherRates);
        halves = List.copyOf(halves);
    }

    /**
     * The rate that the network learns at: the range test's or, where that chose none, the one of the other rates with
     * the lowest training loss among those that fit the training part; empty where there is none.
     */
    Optional<Double> learningRate() {
        return range.chosen().or(() -> otherRates.stream().filter(trial -> trial.fitsTraining() && trial.learnt())
                .min(Comparator.comparingDouble(trial -> trial.last().trainLoss()))
                .map(trial -> trial.subject().settings().optimiser().learningRate()));
    }

    /** All that was trained to find out what is wrong, in order. */
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

    /** Whether the validation part says something. */
    boolean canValidate() {
        return parts.validation().size() >= FEWEST_VALIDATION_CROPS;
    }

    /** Whether the network learnt neither the training part nor anything that holds for the validation part. */
    boolean isStuck() {
        return isStuck(network);
    }

    /** Whether some network learnt from the training part what holds for the validation part. */
    boolean canBeLearnt() {
        return network.learnt() || shallower.filter(Trial::learnt).isPresent()
                || reference.filter(Trial::learnt).isPresent();
    }

    static boolean isStuck(Trial trial) {
        return !trial.learnt() && !trial.fitsTraining();
    }
}
