package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.check.CheckProgress;

/** Shows the progress of checking a training set, stage by stage, and stops the check on request. */
final class CheckStatus implements CheckProgress {

    private final NucleoscopeCommand command;
    private String doing = "";

    CheckStatus(NucleoscopeCommand command) {
        this.command = command;
    }

    @Override
    public void stage(String stage) {
        doing = stage;
        command.showStatus(stage);
    }

    @Override
    public void done(long done, long all) {
        command.showProgress(done, all, doing);
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
