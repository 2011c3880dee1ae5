package io.github.nucleoscope.check;

/** Told how a check goes, and asked whether to go on. */
public interface CheckProgress {

    /** Hears nothing and never cancels. */
    CheckProgress NONE = new CheckProgress() {};

    /** A stage has begun; what it does and, where it takes long, how long. */
    default void stage(String doing) {}

    /** So much of the stage is done. */
    default void done(long done, long all) {}

    /** Asked before each image and each mini-batch: true ends the check, and what was found stays. */
    default boolean isCancelled() {
        return false;
    }
}
