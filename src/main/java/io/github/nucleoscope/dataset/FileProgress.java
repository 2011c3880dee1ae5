package io.github.nucleoscope.dataset;

import java.nio.file.Path;

/** Receives the progress of work on many files, and can cancel it. */
public interface FileProgress {

    /** Ignores progress and never cancels. */
    FileProgress NONE = new FileProgress() {};

    /**
     * Called after each file, whether or not it could be used.
     *
     * @param done number of files done, from 1
     * @param all number of all files
     */
    default void fileDone(int done, int all, Path file) {}

    /** Called before each file; true ends the work and keeps what has been done. */
    default boolean isCancelled() {
        return false;
    }
}
