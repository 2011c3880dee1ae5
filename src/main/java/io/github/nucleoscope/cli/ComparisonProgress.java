package io.github.nucleoscope.cli;

import io.github.nucleoscope.comparison.ComparisonListener;

/** Shows the progress of a comparison and the result of each training. */
public final class ComparisonProgress implements ComparisonListener, AutoCloseable {

    private static final long THOUSANDTHS = 1000;

    private final Console console;
    private final Progress bar;

    public ComparisonProgress(Console console) {
        this.console = console;
        bar = console.progress("compare");
    }

    @Override
    public void progress(double done, String doing) {
        if (done > 0) {
            bar.show(Math.round(THOUSANDTHS * done), THOUSANDTHS);
        }
    }

    @Override
    public void trainingDone(String line) {
        console.tell(line);
    }

    @Override
    public boolean isCancelled() {
        return Interruption.isRequested();
    }

    @Override
    public void close() {
        bar.close();
    }
}
