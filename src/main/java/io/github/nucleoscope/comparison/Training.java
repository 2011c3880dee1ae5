package io.github.nucleoscope.comparison;

/**
 * One training of a comparison.
 *
 * @param network index of the network in the settings, from 0
 * @param seed of the cross-validation
 * @param fold whose test part it does not see, from 0
 * @param remedied whether it uses the remedy that the diagnosis of the training as given found
 */
public record Training(int network, long seed, int fold, boolean remedied) {

    /** The training of the network as given. */
    public Training(int network, long seed, int fold) {
        this(network, seed, fold, false);
    }

    /** Returns the training of the same network and fold with a remedy. */
    public Training withRemedy() {
        return new Training(network, seed, fold, true);
    }
}
