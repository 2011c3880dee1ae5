package io.github.nucleoscope.comparison;

/**
 * One training of a comparison.
 *
 * @param network its place among the networks, from 0
 * @param seed of its cross-validation
 * @param fold whose test part it does not see, from 0
 * @param remedied whether it is the one with the remedy that a diagnosis of the other found
 */
public record Training(int network, long seed, int fold, boolean remedied) {

    /** As the network was given. */
    public Training(int network, long seed, int fold) {
        this(network, seed, fold, false);
    }

    /** The one with a remedy. */
    public Training withRemedy() {
        return new Training(network, seed, fold, true);
    }
}
