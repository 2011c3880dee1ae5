package io.github.nucleoscope.check;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;

/**
 * How a training set is checked with a network.
 *
 * @param architecture of the network that is trained
 * @param folds number of folds of the cross-validation, 2 to 10
 * @param steps mini-batches of each training, rounded to whole epochs, 1 to 1,000,000. All trainings take the same
 *     number of steps whatever the number of their crops, so that the learning curve shows the effect of more crops
 *     and not of more steps
 * @param seed determines the folds, the initial weights and everything else that is random
 */
public record CheckSettings(Architecture architecture, int folds, int steps, long seed) {

    /** The shallow network, five folds, 300 mini-batches. */
    public static final CheckSettings DEFAULT = new CheckSettings(Architecture.SHALLOW, 5, 300, 1);

    public CheckSettings {
        if (folds < 2 || folds > 10) {
            throw new InputException("folds " + folds + " is not between 2 and 10");
        }
        if (steps < 1 || steps > 1_000_000) {
            throw new InputException("steps " + steps + " is not between 1 and 1000000");
        }
    }
}
