package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.workflow.ImageClassification;

/** Shows how the classification of an image goes, and stops it where the user asks for it. */
record ClassificationProgress(NucleoscopeCommand command) implements ImageClassification.Listener {

    @Override
    public void progress(long done, long all) {
        command.showProgress(done, all, "Classifying nuclei");
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
