package io.github.nucleoscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.SmallEnsemble;
import io.github.nucleoscope.training.TrainingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of an ensemble. */
class TrainingReportTest {

    private static final String ALL = "All labelled nuclei, each judged by members that had not seen it";

    @TempDir
    private Path folder;

    private String page(TrainingResult result) throws IOException {
        Path file = folder.resolve("report.html");
        new TrainingReport("Training", result, List.of(), result.judged(), List.of()).write(file);
        return Files.readString(file);
    }

    private static List<String> headings(String page) {
        return Pattern.compile("<h2>(.*?)</h2>").matcher(page).results().map(MatchResult::group)
                .map(heading -> heading.replaceAll("<.*?>", "")).toList();
    }

    @Test
    void whatToLabelNextComesFirst() throws IOException {
        TrainingResult result = SmallEnsemble.train(ClassifierKind.BOTH, 8);
        String page = page(result);
        assertEquals(List.of("What to label next", "Result", "Learning curve", ALL, "What was chosen", "Mistakes",
                "Settings and provenance"), headings(page));
        assertTrue(page.contains("Too few nuclei of &quot;squares1&quot; to rely on: there are 8."), page);
        assertTrue(page.contains(" on 16 nuclei of 1 source image, each judged by members that had not seen it."),
                page);
        assertTrue(page.contains("The classifier is made of networks and measurements together."), page);
        assertTrue(page.contains("The networks were trained for " + result.history().size() + " epoch"), page);
        assertTrue(page.contains("2 networks 4conv3x3 - mp4x4 - fc8 - o, 2 logistic regressions and 2 random forests"),
                page);
    }

    /** No network was trained, in no epoch. */
    @Test
    void measurementsHaveNoLearningCurve() throws IOException {
        TrainingResult result = SmallEnsemble.train(ClassifierKind.MEASUREMENTS, 40);
        String page = page(result);
        assertEquals(List.of("Result", ALL, "What was chosen", "Mistakes", "Settings and provenance"), headings(page));
        assertTrue(page.contains("2 logistic regressions and 2 random forests of the measurements"), page);
    }
}
