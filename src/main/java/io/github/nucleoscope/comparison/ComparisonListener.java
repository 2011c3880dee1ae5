package io.github.nucleoscope.comparison;

/** Receives the progress of a comparison, on its thread, and may cancel it. */
public interface ComparisonListener {

    /** Ignores all progress and never cancels. */
    ComparisonListener NONE = new ComparisonListener() {};

    /**
     * Called as the comparison proceeds.
     *
     * @param done share of the whole, 0 to 1: only a rough one, as trainings may stop early and the number of diagnoses
     *     is not known beforehand
     * @param doing what is being done, for people
     */
    default void progress(double done, String doing) {}

    /** Called when a training or a diagnosis is finished, with its result in one line. */
    default void trainingDone(String line) {}

    /** Called before each mini-batch: true ends the comparison; what is finished stays in the store. */
    default boolean isCancelled() {
        return false;
    }
}
