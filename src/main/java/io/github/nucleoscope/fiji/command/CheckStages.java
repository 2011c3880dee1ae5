package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.check.CheckProgress;

/** Shows how the check of a training set goes, stage by stage, and stops it where the user asks for it. */
final class CheckStages implements CheckProgress {

    private final NucleoscopeCommand command;
    private String doing = "";

    CheckStages(NucleoscopeCommand command) {
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
