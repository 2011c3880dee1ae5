package io.github.nucleoscope.cli;

import java.nio.file.Path;

import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.workflow.BatchSegmentation;
import io.github.nucleoscope.workflow.LabelComparison;

/** Shows how many images are done and reports those that failed. */
public final class BatchProgress implements BatchSegmentation.Listener, LabelComparison.Listener, AutoCloseable {

    private final Console console;
    private final Progress bar;

    /** @param task label of the progress bar */
    public BatchProgress(String task, Console console) {
        this.console = console;
        bar = console.progress(task);
    }

    @Override
    public void warning(Problem problem) {
        console.warn(problem);
    }

    @Override
    public void failed(Problem problem) {
        console.tell(problem.line(CommandLineWords::of));
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
