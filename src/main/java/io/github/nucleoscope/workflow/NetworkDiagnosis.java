package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.DiagnosisListener;
import io.github.nucleoscope.diagnosis.Diagnostician;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.report.DiagnosisFiles;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Finds out why a network does not learn, tries remedies, and writes a report and tables to a folder; on request, it
 * runs a full training with what worked.
 *
 * @param folder created if it is missing
 * @param subject the network and how it is trained, for a few epochs; its settings determine the test part, which is
 *     left out, and must have a validation part
 */
public record NetworkDiagnosis(Path folder, Subject subject) {

    /** Receives the progress of the diagnosis, on its thread, and may cancel it. */
    public interface Listener extends DiagnosisListener {

        /** Called when the nuclei are split, with warnings about the split, one line each. */
        default void splitDone(List<String> warnings) {}
    }

    /**
     * The diagnosis and its files.
     *
     * @param diagnosis what was found
     * @param files the files that were written
     * @param warnings about the nuclei and their split
     */
    public record Outcome(Diagnosis diagnosis, DiagnosisFiles files, List<String> warnings) {}

    /**
     * The result of a full training.
     *
     * @param subject the network and the settings that it was trained with
     * @param result of the training
     * @param model the model file
     */
    public record Applied(Subject subject, TrainingResult result, Path model) {}

    /**
     * Diagnoses the network and writes the report and tables.
     *
     * @throws java.util.concurrent.CancellationException if the listener cancels: there is no result
     * @throws IOException if a file cannot be written
     */
    public Outcome run(TrainingSet set, Listener listener) throws IOException {
        Files.createDirectories(folder);
        TrainingSettings settings = subject.settings();
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(set.dataset());
        listener.splitDone(split.warnings());
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(split.warnings());
        // From here on the test part is out of reach.
        LearningParts parts = new LearningParts(split.train(), split.validation(), set.preparation(),
                set.description());
        Diagnosis diagnosis = new Diagnostician(parts, listener).diagnose(subject);
        DiagnosisFiles files = DiagnosisFiles.in(folder);
        files.write(diagnosis, warnings);
        return new Outcome(diagnosis, files, List.copyOf(warnings));
    }

    /**
     * Runs a full training with the remedy that worked best, or with the network as it is if it is healthy, and writes
     * the model and its learning curve to the folder.
     *
     * @param patience number of epochs without a better validation loss after which the training stops early
     * @return empty if no remedy worked: nothing is trained
     * @throws IOException if a file cannot be written
     */
    public Optional<Applied> apply(Diagnosis diagnosis, TrainingSet set, int patience, TrainingListener listener)
            throws IOException {
        Optional<Subject> worth = diagnosis.toApply();
        if (worth.isEmpty()) {
            return Optional.empty();
        }
        TrainingFiles files = TrainingFiles.in(folder);
        TrainingSettings tried = worth.get().settings();
        TrainingResult result = files.train(set, new StartingPoint.Random(worth.get().architecture()),
                EnsembleSettings.single(Recipe.ORIGINAL, tried.withEpochs(Math.max(
                        Recipe.ORIGINAL.settings().epochs(), tried.epochs())).withPatience(patience)), listener);
        return Optional.of(new Applied(worth.get(), result, files.model()));
    }
}
