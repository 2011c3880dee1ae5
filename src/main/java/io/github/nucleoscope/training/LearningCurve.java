package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The epochs of a training that are done, and the best of them with its weights. */
final class LearningCurve {

    private final boolean validated;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private int bestEpoch;
    private Optional<float[]> bestWeights = Optional.empty();

    /** @param validated whether the validation loss tells which epoch is the best; otherwise it is the last */
    LearningCurve(boolean validated) {
        this.validated = validated;
    }

    /** Takes the place that the training had when the checkpoint was made. */
    void restore(Checkpoint checkpoint) {
        epochs.addAll(checkpoint.history());
        bestEpoch = checkpoint.bestEpoch();
        bestWeights = Optional.ofNullable(checkpoint.arrays().get(Checkpoint.BEST));
    }

    /** @param weights asked where the epoch is the best so far */
    void add(EpochRecord epoch, Supplier<float[]> weights) {
        if (!validated || epoch.validationLoss() < bestLoss()) {
            bestWeights = Optional.of(weights.get());
            bestEpoch = epoch.epoch();
        }
        epochs.add(epoch);
    }

    private double bestLoss() {
        return bestEpoch == 0 ? Double.POSITIVE_INFINITY : epochs.get(bestEpoch - 1).validationLoss();
    }

    /** Whether so many epochs have passed since the best one; never where nothing tells which is the best. */
    boolean isPatienceOver(int patience) {
        return validated && epochs.size() - bestEpoch >= patience;
    }

    /** One record per epoch, in order; not a copy. */
    List<EpochRecord> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** From 1; 0 where no epoch has a finite validation loss. */
    int bestEpoch() {
        return bestEpoch;
    }

    /** The weights of the best epoch; empty where there is none. */
    Optional<float[]> bestWeights() {
        return bestWeights;
    }
}
