package io.github.nucleoscope.fiji.command;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.workflow.BatchClassification;

/** Shows the progress of a batch, writes notes and problems to the Log, and stops the batch on request. */
record BatchStatus(NucleoscopeCommand command) implements BatchClassification.Listener {

    @Override
    public void note(String note) {
        command.log(note);
    }

    @Override
    public void problems(String title, List<Problem> problems) {
        problems.forEach(problem -> command.log(title, problem));
    }

    @Override
    public void done(ImageSummary image) {
        if (!image.isUsable()) {
            command.log("left out " + image.image() + ": " + image.problem());
        }
    }

    @Override
    public void fileDone(int done, int all, Path file) {
        command.showProgress(done, all, "Classifying " + file.getFileName());
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
