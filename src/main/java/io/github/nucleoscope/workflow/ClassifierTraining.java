package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.TrainingReport;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Trains a classifier of nuclei with a checkpoint after each epoch, and writes the model, its learning curve and a
 * report. {@link TrainingFiles#train} does so without checkpoints and report.
 *
 * @param files what is written
 * @param report the page, to be written
 * @param start the training to go on with; empty for a new one
 */
public record ClassifierTraining(TrainingFiles files, Path report, Architecture architecture,
        TrainingSettings settings, Optional<Checkpoint> start) {

    /**
     * What was trained.
     *
     * @param warnings about the nuclei, their split and the training
     */
    public record Outcome(TrainingResult result, List<String> warnings) {}

    /**
     * Trains and writes. Where the training was cancelled its checkpoint stays.
     *
     * @throws IOException where a file cannot be written; the best model so far is kept where that can be
     * @throws InputException where the checkpoint is of another training
     */
    public Outcome run(TrainingSet set, TrainingListener listener) throws IOException {
        TrainingResult result = files.trainWithCheckpoints(set, architecture, settings, listener, start);
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(result.split().warnings());
        warnings.addAll(result.warnings());
        new TrainingReport("Nucleoscope training", result, warnings, result.test(), List.of()).write(report);
        if (!result.cancelled()) {
            files.deleteCheckpoint();
        }
        return new Outcome(result, List.copyOf(warnings));
    }
}
