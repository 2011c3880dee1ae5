package io.github.nucleoscope.cli;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.workflow.BatchClassification;

/** Shows how many images are classified and warns of what was suspicious about each. */
public final class ClassificationProgress implements BatchClassification.Listener, AutoCloseable {

    private final Console console;
    private final Progress bar;

    public ClassificationProgress(Console console) {
        this.console = console;
        bar = console.progress("classify");
    }

    @Override
    public void note(String note) {
        console.warn(note);
    }

    @Override
    public void problems(String title, List<Problem> problems) {
        problems.forEach(problem -> console.warn(problem.of(title)));
    }

    @Override
    public void done(ImageSummary image) {
        if (!image.isUsable()) {
            console.tell(image.image() + ": " + image.problem());
        } else if (image.cutOff() > 0) {
            console.warn(image.image() + ": " + (image.cutOff() == 1 ? "1 nucleus is" : image.cutOff() + " nuclei are")
                    + " larger than the model's crops, and parts were cut off");
        }
    }

    @Override
    public void fileDone(int done, int all, Path file) {
        bar.fileDone(done, all, file);
    }

    @Override
    public boolean isCancelled() {
        return bar.isCancelled();
    }

    @Override
    public void close() {
        bar.close();
    }
}
