package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.TrainingReport;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;

/**
 * Trains a classifier of nuclei with a checkpoint after each epoch, and writes the model, its learning curve and a
 * report. {@link TrainingFiles#train} does so without checkpoints and report.
 *
 * @param files to be written
 * @param report file for the HTML report
 * @param from what the networks start from
 * @param settings of the training
 * @param start the checkpoint to resume from; empty for a new training
 */
public record ClassifierTraining(TrainingFiles files, Path report, StartingPoint from,
        EnsembleSettings settings, Optional<Checkpoint> start) {

    /**
     * The result of the training.
     *
     * @param result the trained classifier and its figures
     * @param warnings about the nuclei, their split and the training
     */
    public record Outcome(TrainingResult result, List<String> warnings) {}

    /**
     * Trains and writes all files. If the training is cancelled its checkpoint is kept.
     *
     * @throws IOException if a file cannot be written; the best model so far is kept if possible
     * @throws InputException if the checkpoint belongs to another training
     */
    public Outcome run(TrainingSet set, TrainingListener listener) throws IOException {
        TrainingResult result = files.trainWithCheckpoints(set, from, settings, listener, start);
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(result.split().warnings());
        warnings.addAll(result.warnings());
        new TrainingReport("Nucleoscope training", result, warnings, result.judged(), List.of()).write(report);
        if (!result.cancelled()) {
            files.deleteCheckpoint();
        }
        return new Outcome(result, List.copyOf(warnings));
    }
}
