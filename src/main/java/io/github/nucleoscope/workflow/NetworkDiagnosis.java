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
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Says why a network does not learn, tries remedies, and writes a page and tables to a folder; asked to, it trains in
 * full with what worked.
 *
 * @param folder made if it is missing
 * @param subject the network and the few epochs it is trained for; its settings say which nuclei are left out as the
 *     test part, and must have a validation part
 */
public record NetworkDiagnosis(Path folder, Subject subject) {

    /** Told how the diagnosis goes, on its thread, and asked whether to go on. */
    public interface Listener extends DiagnosisListener {

        /** The nuclei are split; what should be known of that, one line each. */
        default void splitDone(List<String> warnings) {}
    }

    /**
     * What was found, and where it was written.
     *
     * @param warnings about the nuclei and their split
     */
    public record Outcome(Diagnosis diagnosis, DiagnosisFiles files, List<String> warnings) {}

    /**
     * What a full training came to.
     *
     * @param subject the network and the settings that it was trained with
     */
    public record Applied(Subject subject, TrainingResult result, Path model) {}

    /**
     * Diagnoses and writes.
     *
     * @throws java.util.concurrent.CancellationException where the listener ended it: there is no result
     * @throws IOException where a file cannot be written
     */
    public Outcome run(TrainingSet set, Listener listener) throws IOException {
        Files.createDirectories(folder);
        TrainingSettings settings = subject.settings();
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(set.dataset());
        listener.splitDone(split.warnings());
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(split.warnings());
        // From here on there is no way to the test part.
        LearningParts parts = new LearningParts(split.train(), split.validation(), set.preparation(),
                set.description());
        Diagnosis diagnosis = new Diagnostician(parts, listener).diagnose(subject);
        DiagnosisFiles files = DiagnosisFiles.in(folder);
        files.write(diagnosis, warnings);
        return new Outcome(diagnosis, files, List.copyOf(warnings));
    }

    /**
     * Trains in full with the remedy that worked best, or with the network as it is where it is healthy, and writes
     * the model and its learning curve to the folder.
     *
     * @param patience epochs without a better validation loss after which the training ends
     * @return empty where no remedy worked: nothing is trained
     * @throws IOException where a file cannot be written
     */
    public Optional<Applied> apply(Diagnosis diagnosis, TrainingSet set, int patience, TrainingListener listener)
            throws IOException {
        Optional<Subject> worth = diagnosis.toApply();
        if (worth.isEmpty()) {
            return Optional.empty();
        }
        TrainingFiles files = TrainingFiles.in(folder);
        TrainingSettings tried = worth.get().settings();
        TrainingResult result = files.train(set, worth.get().architecture(),
                tried.withEpochs(Math.max(TrainingSettings.DEFAULT.epochs(), tried.epochs())).withPatience(patience),
                listener);
        return Optional.of(new Applied(worth.get(), result, files.model()));
    }
}
