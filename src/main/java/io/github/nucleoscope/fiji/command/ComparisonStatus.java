package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.comparison.ComparisonListener;

/** Shows the progress of a comparison, writes each training to the Log, and stops the comparison on request. */
record ComparisonStatus(NucleoscopeCommand command) implements ComparisonListener {

    private static final long THOUSANDTHS = 1000;

    @Override
    public void progress(double done, String doing) {
        command.showProgress(Math.round(THOUSANDTHS * done), THOUSANDTHS, doing);
    }

    @Override
    public void trainingDone(String line) {
        command.log(line);
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
