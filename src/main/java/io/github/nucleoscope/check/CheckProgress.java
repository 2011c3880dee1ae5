package io.github.nucleoscope.check;

/** Receives the progress of a check and may cancel it. */
public interface CheckProgress {

    /** Ignores all progress and never cancels. */
    CheckProgress NONE = new CheckProgress() {};

    /** Called when a stage begins, with what it does and, if it takes long, how much work it is. */
    default void stage(String doing) {}

    /** Called when {@code done} of {@code all} units of work of the stage are finished. */
    default void done(long done, long all) {}

    /** Called before each image and each mini-batch: true ends the check, and what has been found so far is kept. */
    default boolean isCancelled() {
        return false;
    }
}
