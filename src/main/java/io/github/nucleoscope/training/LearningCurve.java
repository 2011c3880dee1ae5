package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The finished epochs of a training, and the weights of the best one. */
final class LearningCurve {

    private final boolean validated;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private int bestEpoch;
    private Optional<float[]> bestWeights = Optional.empty();

    /** @param validated whether the epoch with the lowest validation loss is the best; otherwise it is the last one */
    LearningCurve(boolean validated) {
        this.validated = validated;
    }

    /** Restores the learning curve of a checkpoint; to be called before the first epoch is added. */
    void restore(Checkpoint checkpoint) {
        epochs.addAll(checkpoint.history());
        bestEpoch = checkpoint.bestEpoch();
        bestWeights = Optional.ofNullable(checkpoint.arrays().get(Checkpoint.BEST));
    }

    /**
     * Adds an epoch.
     *
     * @param weights supplies the current weights; called only if the epoch is the best so far
     */
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

    /** Whether at least {@code patience} epochs have passed since the best one; always false without validation. */
    boolean isPatienceExhausted(int patience) {
        return validated && epochs.size() - bestEpoch >= patience;
    }

    /** Returns one record per epoch, in order; a view, not a copy. */
    List<EpochRecord> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** Returns the number of the best epoch, from 1; 0 if no epoch has a finite validation loss. */
    int bestEpoch() {
        return bestEpoch;
    }

    /** Returns the weights of the best epoch; empty if there is none. */
    Optional<float[]> bestWeights() {
        return bestWeights;
    }
}
