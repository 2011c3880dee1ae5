package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.comparison.Comparison;
import io.github.nucleoscope.comparison.ComparisonListener;
import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.ComparisonReport;

/**
 * Compares networks and writes a report and tables to a folder. Finished trainings are kept there, so that a comparison
 * that was stopped can be resumed.
 *
 * @param folder created if it is missing
 * @param settings what is compared, and how
 */
public record NetworkComparison(Path folder, ComparisonSettings settings) {

    /**
     * The result of a comparison, possibly a stopped one.
     *
     * @param finished number of finished trainings, which are kept
     * @param trainings number of all trainings
     * @param result empty if the comparison was stopped
     * @param page the HTML report, which is written only if there is a result
     */
    public record Outcome(int finished, int trainings, Optional<ComparisonResult> result, Path page) {}

    /**
     * Starts or resumes the comparison and writes its results.
     *
     * @throws InputException if the folder belongs to other data or settings, if there are too few nuclei for the
     *     folds, or if the crops are too small for a network
     * @throws IOException if the folder cannot be read or written
     */
    public Outcome run(TrainingSet set, ComparisonListener listener) throws IOException {
        Files.createDirectories(folder);
        Comparison comparison = new Comparison(set, settings, ComparisonFiles.open(folder, set, settings), listener);
        Optional<ComparisonResult> result = comparison.run();
        ComparisonReport report = ComparisonReport.in(folder);
        if (result.isPresent()) {
            report.write(result.get(), set);
        }
        return new Outcome(comparison.finished(), comparison.trainings(), result, report.page());
    }
}
