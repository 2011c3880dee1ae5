package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.check.CheckProgress;
import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.SourceImages;
import io.github.nucleoscope.check.TrainingCheck;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.report.CheckReport;
import io.github.nucleoscope.table.FindingsCsv;

/**
 * Checks a training set and writes {@code check.html} and {@code findings.csv} to a folder and, on request, a cleaned
 * copy of the set.
 *
 * @param folder created if it is missing; existing files of these names are replaced
 * @param settings of the check
 * @param images opens the images that nuclei were cut from
 * @param copy the cleaned copy; empty if none is wanted
 */
public record TrainingDataCheck(Path folder, CheckSettings settings, SourceImages images,
        Optional<CleanedCopy> copy) {

    /**
     * The result of a check and its files.
     *
     * @param result what was found
     * @param page the HTML report
     * @param findings the table
     * @param cleaned which crops are in the cleaned copy; empty if none was wanted, or the check was cancelled
     */
    public record Outcome(CheckResult result, Path page, Path findings, Optional<CleanedCopy.Outcome> cleaned) {}

    /**
     * Checks the set and writes the files. After a cancellation the findings so far are written, but no cleaned copy.
     *
     * @param heldOut a second set, on which networks will be measured; empty if there is none
     * @throws IOException if a file cannot be read or written
     */
    public Outcome run(TrainingSet set, Optional<TrainingSet> heldOut, CheckProgress progress) throws IOException {
        CheckResult result = new TrainingCheck(settings, images, progress).check(set, heldOut);
        Files.createDirectories(folder);
        Path page = folder.resolve("check.html");
        Path findings = folder.resolve("findings.csv");
        CheckReport.write(result, page);
        FindingsCsv.write(result, findings);
        return new Outcome(result, page, findings, copy.isEmpty() || result.cancelled() || progress.isCancelled()
                ? Optional.empty() : Optional.of(copy.get().write(result)));
    }
}
