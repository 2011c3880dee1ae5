package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.workflow.TrainingDataCheck;

/**
 * The findings in a training set.
 *
 * @param copy folder of the cleaned copy; null if none was requested
 */
public record CheckAnswer(TrainingDataCheck.Outcome outcome, Path copy) implements Answer {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        CheckResult result = outcome.result();
        for (Finding finding : result.findings()) {
            lines.add(String.format(Locale.ROOT, "%-9s %s. %s", finding.severity(), finding.title(),
                    finding.evidence()));
        }
        if (result.findings().isEmpty()) {
            lines.add("Nothing was found.");
        }
        result.notes().forEach(note -> lines.add("Not checked: " + note));
        outcome.cleaned().ifPresent(cleaned -> lines.add("cleaned copy " + copy + ": " + cleaned.copied()
                + " nuclei copied, " + cleaned.dropped().size() + " left out"));
        lines.add("report " + outcome.page() + ", findings " + outcome.findings());
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        CheckResult result = outcome.result();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("crops", result.crops().size());
        json.put("cancelled", result.cancelled());
        json.put("findings", result.findings().stream().map(this::json).toList());
        json.put("cues", result.cues().stream().map(cue -> Map.of("cue", cue.name(), "balanced_accuracy",
                Json.of(cue.balancedAccuracy()), "auc", Json.of(cue.auc()))).toList());
        json.put("networks", result.networks().stream().map(network -> Map.of("crops_to_learn_from",
                network.trainSize(), "out_of_fold", Json.of(network.evaluation()))).toList());
        result.curve().ifPresent(curve -> json.put("more_labels", curve.verdict().name().toLowerCase(Locale.ROOT)));
        json.put("not_looked_at", result.notes());
        outcome.cleaned().ifPresent(cleaned -> json.put("cleaned", Map.of("folder", copy.toString(), "copied",
                cleaned.copied(), "left_out", cleaned.dropped())));
        return json;
    }

    private Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.put("finding", finding.kind());
        json.put("title", finding.title());
        json.put("evidence", finding.evidence());
        json.put("what_to_do", finding.remedy());
        json.put("crops", finding.suspects().stream().map(suspect -> Map.of("crop",
                outcome.result().crop(suspect.crop()).name(), "detail", suspect.detail())).toList());
        return json;
    }
}
