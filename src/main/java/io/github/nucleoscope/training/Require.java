package io.github.nucleoscope.training;

import io.github.nucleoscope.problem.InputException;

/** Checks of settings. */
final class Require {

    private Require() {}

    /** @throws InputException with the problem as its message, if the condition does not hold */
    static void that(boolean condition, String problem) {
        if (!condition) {
            throw new InputException(problem);
        }
    }
}
