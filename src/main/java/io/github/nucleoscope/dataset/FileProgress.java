package io.github.nucleoscope.dataset;

import java.nio.file.Path;

/** Told how the work on many files goes, and asked whether to go on. */
public interface FileProgress {

    /** Hears nothing and never cancels. */
    FileProgress NONE = new FileProgress() {};

    /** A file is done, well or not. */
    default void fileDone(int done, int all, Path file) {}

    /** Asked before each file: true ends the work, and what was finished stays. */
    default boolean isCancelled() {
        return false;
    }
}
