package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Ruling;
import io.github.nucleoscope.report.DiagnosisPlots;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.workflow.NetworkDiagnosis;

/** A diagnosis that the user follows in the status bar and the Log, and can stop. */
record WatchedDiagnosis(NucleoscopeCommand command, NetworkDiagnosis diagnosis) implements NetworkDiagnosis.Listener {

    /** Diagnoses and writes the report; findings go to the Log. */
    NetworkDiagnosis.Outcome run(TrainingSet set) throws IOException {
        NetworkDiagnosis.Outcome outcome;
        try {
            outcome = diagnosis.run(set, this);
        } catch (CancellationException e) {
            command.stopIfAsked();
            throw e;
        }
        Diagnosis found = outcome.diagnosis();
        command.log(found.verdict());
        command.log(found.advice());
        found.findings().stream().filter(Ruling::isSeen)
                .forEach(finding -> command.log(finding.cause().title() + ". " + finding.sentence()));
        command.log("wrote " + outcome.files().page());
        return outcome;
    }

    /** Trains fully with the remedy that worked best, if one did. */
    void apply(Diagnosis found, TrainingSet set) throws IOException {
        Optional<NetworkDiagnosis.Applied> applied = diagnosis.apply(found, set, Recipe.ORIGINAL.settings().patience(),
                new TrainingListener() {
                    @Override
                    public void batchDone(long done, long all) {
                        command.showProgress(done, all, "Training with the best remedy");
                    }

                    @Override
                    public boolean isCancelled() {
                        return command.isStopped();
                    }
                });
        command.log(applied.map(training -> "wrote " + training.model() + ", the weights of epoch "
                + training.result().bestEpoch() + " of " + training.result().history().size())
                .orElse("no remedy worked: no model was trained"));
        command.stopIfAsked();
    }

    /** Opens the report and the plots, with a display and outside batch mode. */
    static void show(NetworkDiagnosis.Outcome outcome) throws IOException {
        if (ResultPage.open(outcome.files().page())) {
            DiagnosisPlots.draw(outcome.diagnosis())
                    .forEach((title, picture) -> new ImagePlus(title, picture).show());
        }
    }

    @Override
    public void splitDone(List<String> warnings) {
        warnings.forEach(command::log);
    }

    @Override
    public void batchDone(String stage, long done, long all) {
        command.showProgress(done, all, "Diagnosis, " + stage);
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }
}
