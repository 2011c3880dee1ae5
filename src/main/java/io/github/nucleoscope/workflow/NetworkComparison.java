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
 * Compares networks and writes a page and tables to a folder. What is finished is kept there: a comparison that was
 * stopped goes on.
 *
 * @param folder made if it is missing
 */
public record NetworkComparison(Path folder, ComparisonSettings settings) {

    /**
     * How far a comparison came.
     *
     * @param finished trainings that are finished and kept
     * @param trainings that there are in all
     * @param result empty where the comparison was stopped
     * @param page the report, which is there where there is a result
     */
    public record Outcome(int finished, int trainings, Optional<ComparisonResult> result, Path page) {}

    /**
     * Compares, or goes on with it, and writes.
     *
     * @throws InputException where the folder is of other data or settings, or there are too few nuclei for
     *     the folds, or a network does not fit them
     * @throws IOException where the folder cannot be read or written
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
