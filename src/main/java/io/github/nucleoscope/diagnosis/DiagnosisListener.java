package io.github.nucleoscope.diagnosis;

/** Receives the progress of a diagnosis, on its thread, and may cancel it. */
public interface DiagnosisListener {

    /** Ignores all progress and never cancels. */
    DiagnosisListener NONE = new DiagnosisListener() {};

    /**
     * Called after each mini-batch.
     *
     * @param stage what is being trained, for people
     * @param done number of mini-batches finished in this stage
     * @param all number of mini-batches of this stage
     */
    default void batchDone(String stage, long done, long all) {}

    /** Called before each mini-batch: true ends the diagnosis without a result. */
    default boolean isCancelled() {
        return false;
    }
}
