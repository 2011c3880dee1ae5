package io.github.nucleoscope.check;

import io.github.nucleoscope.network.Architecture;

/**
 * How a training set is checked with a network.
 *
 * @param architecture of the network that is trained
 * @param folds of the cross-validation, 2 to 10
 * @param epochs of each training with all crops of a fold; with fewer crops it gets more, so that it takes as many
 *     steps
 * @param seed decides the folds, the initial weights and all else that is random
 */
public record CheckSettings(Architecture architecture, int folds, int epochs, long seed) {

    /** The shallow network, five folds, 12 epochs. */
    public static final CheckSettings DEFAULT = new CheckSettings(Architecture.SHALLOW, 5, 12, 1);

    public CheckSettings {
        if (folds < 2 || folds > 10) {
            throw new IllegalArgumentException("folds " + folds + " is not between 2 and 10");
        }
        if (epochs < 1 || epochs > 1000) {
            throw new IllegalArgumentException("epochs " + epochs + " is not between 1 and 1000");
        }
    }
}
