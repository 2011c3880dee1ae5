package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Pair;
import io.github.nucleoscope.comparison.Standing;
import io.github.nucleoscope.comparison.Verdict;

/**
 * The networks and classifiers that were compared, and which are better.
 *
 * @param page file of the report
 */
public record ComparisonAnswer(ComparisonResult result, Path page) implements Answer {

    @Override
    public List<String> lines() {
        Verdict verdict = Verdict.of(result);
        List<String> lines = new ArrayList<>();
        lines.add(verdict.sentence());
        lines.addAll(verdict.details());
        int width = result.standings().stream().mapToInt(s -> s.contender().title().length()).max().orElseThrow();
        String row = "%-" + width + "s  %-22s  %-22s  %-24s  %s";
        lines.add(String.format(Locale.ROOT, row, "", "balanced accuracy", "accuracy", "MCC", "AUC"));
        for (Standing s : result.standings()) {
            lines.add(String.format(Locale.ROOT, row, s.contender().title(), s.balancedAccuracy(), s.accuracy(),
                    s.mcc(), s.auc()));
        }
        lines.add("page " + page);
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        Verdict verdict = Verdict.of(result);
        json.put("verdict", verdict.sentence());
        json.put("details", verdict.details());
        json.put("page", page.toString());
        json.put("nuclei", result.nuclei());
        json.put("classes", result.classNames());
        json.put("settings", result.settings().describe());
        json.put("contenders", result.standings().stream().map(ComparisonAnswer::json).toList());
        if (result.settings().diagnosed()) {
            json.put("stuck", result.stuck().stream().map(network -> Map.of("name",
                    network.given().contender().title(), "stuck_trainings", network.treatments().size(),
                    "trainings", network.given().trainings().size(), "last_training_losses", network.lastLosses(),
                    "seen", network.seen(), "remedies", network.remedies())).toList());
        }
        json.put("pairs", result.pairs().stream().map(ComparisonAnswer::json).toList());
        json.put("against_most_frequent_class",
                result.againstChance().stream().map(ComparisonAnswer::json).toList());
        json.put("warnings", result.warnings());
        return json;
    }

    private static Map<String, Object> json(Standing s) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", s.contender().title());
        if (s.contender() instanceof Net net) {
            json.put("notation", net.architecture().toString());
            json.put("layers_with_weights", net.depth());
            json.put("parameters", s.parameters());
            json.put("seconds_per_epoch", s.secondsPerEpoch());
        }
        json.put("balanced_accuracy", Json.of(s.balancedAccuracy()));
        json.put("accuracy", Json.of(s.accuracy()));
        json.put("mcc", Json.of(s.mcc()));
        json.put("auc", Json.of(s.auc()));
        json.put("crops_per_second", s.cropsPerSecond());
        return json;
    }

    private static Map<String, Object> json(Pair pair) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", pair.first().title());
        json.put("second", pair.second().title());
        json.put("difference", pair.difference().mean());
        json.put("low95", pair.ci95().low());
        json.put("high95", pair.ci95().high());
        json.put("p", pair.difference().p());
        json.put("p_holm", pair.adjustedP());
        json.put("smallest_detectable", pair.difference().smallestDetectable());
        json.put("mcnemar_p", pair.nuclei().p());
        json.put("mcnemar_p_holm", pair.adjustedNucleiP());
        return json;
    }
}
