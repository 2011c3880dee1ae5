package io.github.nucleoscope.training;

/** The check of a setting. */
final class Require {

    private Require() {}

    /** @throws IllegalArgumentException with the problem as its message, where the condition does not hold */
    static void that(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
