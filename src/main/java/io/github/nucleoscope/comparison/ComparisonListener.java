package io.github.nucleoscope.comparison;

/** Told how a comparison goes, on its own thread, and asked whether to go on. */
public interface ComparisonListener {

    /** Hears nothing and never cancels. */
    ComparisonListener NONE = new ComparisonListener() {};

    /**
     * Something is done.
     *
     * @param done share of all, 0 to 1: a rough one, as trainings end early and diagnoses are not known beforehand
     * @param doing what is done at present
     */
    default void progress(double done, String doing) {}

    /** A training is finished. */
    default void trainingDone(String line) {}

    /** Asked before each mini-batch: true ends the comparison; what is finished stays in the store. */
    default boolean isCancelled() {
        return false;
    }
}
