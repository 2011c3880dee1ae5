package io.github.nucleoscope.cli;

import java.util.List;

import io.github.nucleoscope.workflow.NetworkDiagnosis;

/** Shows the progress of a diagnosis: one bar per network that is trained. */
public final class DiagnosisStages implements NetworkDiagnosis.Listener, AutoCloseable {

    private final Console console;
    private String stage = "";
    private Progress bar;

    public DiagnosisStages(Console console) {
        this.console = console;
    }

    @Override
    public void splitDone(List<String> lines) {
        lines.forEach(console::warn);
    }

    @Override
    public void batchDone(String now, long done, long all) {
        if (!now.equals(stage)) {
            close();
            stage = now;
            bar = console.progress(now);
        }
        bar.show(done, all);
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
