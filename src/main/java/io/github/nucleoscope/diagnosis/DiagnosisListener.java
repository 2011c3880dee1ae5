package io.github.nucleoscope.diagnosis;

/** Told how a diagnosis goes, on its thread, and asked whether to go on. */
public interface DiagnosisListener {

    /** Hears nothing and never cancels. */
    DiagnosisListener NONE = new DiagnosisListener() {};

    /**
     * A mini-batch is done.
     *
     * @param stage what is being trained, in words
     * @param done mini-batches of it
     * @param all mini-batches of it
     */
    default void batchDone(String stage, long done, long all) {}

    /** Asked before each mini-batch: true ends the diagnosis without a result. */
    default boolean isCancelled() {
        return false;
    }
}
