package io.github.nucleoscope.fiji.command;

import java.nio.file.Path;

import io.github.nucleoscope.dataset.FileProgress;

/** Shows how the reading of training data goes, and stops it where the user asks for it. */
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
