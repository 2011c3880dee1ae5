package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.comparison.ComparisonListener;

/** Shows how a comparison goes, writes each training to the Log, and stops it where the user asks for it. */
record ComparisonProgress(NucleoscopeCommand command) implements ComparisonListener {

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
