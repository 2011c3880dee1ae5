package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.CropFacts;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.check.Suspect;
import io.github.nucleoscope.problem.InputException;

/** The findings of a check as a CSV file: one row per finding and crop, or one for a finding about the whole set. */
public final class FindingsCsv {

    private static final List<String> COLUMNS = List.of("severity", "finding", "crop", "class", "file", "detail",
            "evidence", "what_to_do");

    private FindingsCsv() {}

    /**
     * Writes the file; an existing one is replaced.
     *
     * @throws InputException in one line, naming the file
     */
    public static void write(CheckResult result, Path file) {
        try (CsvFile csv = new CsvFile(file, COLUMNS)) {
            for (Finding finding : result.findings()) {
                csv.append(rows(result, finding));
            }
        }
    }

    private static List<List<String>> rows(CheckResult result, Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        if (finding.suspects().isEmpty()) {
            return List.of(List.of(severity, finding.kind(), "", "", "", "", finding.evidence(), finding.remedy()));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Suspect suspect : finding.suspects()) {
            CropFacts crop = result.crop(suspect.crop());
            rows.add(List.of(severity, finding.kind(), crop.name(),
                    result.set().dataset().classNames().get(crop.classIndex()),
                    crop.file().map(Path::toString).orElse(""), suspect.detail(), finding.evidence(),
                    finding.remedy()));
        }
        return rows;
    }
}
