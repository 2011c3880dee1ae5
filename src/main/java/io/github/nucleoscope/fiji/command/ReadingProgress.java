package io.github.nucleoscope.fiji.command;

import java.nio.file.Path;

import io.github.nucleoscope.dataset.FileProgress;

/** Shows the progress of reading training data, and stops on request. */
record ReadingProgress(NucleoscopeCommand command) implements FileProgress {

    @Override
    public void fileDone(int done, int all, Path file) {
        command.showProgress(done, all, "Reading training images");
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
