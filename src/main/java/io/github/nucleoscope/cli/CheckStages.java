package io.github.nucleoscope.cli;

import io.github.nucleoscope.check.CheckProgress;

/** Shows the stages of a check and the progress of each. */
public final class CheckStages implements CheckProgress, AutoCloseable {

    private final Console console;
    private Progress bar;

    public CheckStages(Console console) {
        this.console = console;
    }

    @Override
    public void stage(String doing) {
        close();
        console.tell(doing);
        bar = console.progress("check");
    }

    @Override
    public void done(long done, long all) {
        if (done > 0) {
            bar.show(done, all);
        }
    }

    @Override
    public boolean isCancelled() {
        return Interruption.isRequested();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
