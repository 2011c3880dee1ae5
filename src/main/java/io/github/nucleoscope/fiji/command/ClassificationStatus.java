package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.workflow.ImageClassification;

/** Shows the progress of classifying an image, and stops on request. */
record ClassificationStatus(NucleoscopeCommand command) implements ImageClassification.Listener {

    @Override
    public void progress(long done, long all) {
        command.showProgress(done, all, "Classifying nuclei");
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
