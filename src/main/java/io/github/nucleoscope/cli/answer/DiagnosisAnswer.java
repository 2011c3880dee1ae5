package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Finding;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.workflow.NetworkDiagnosis;

/** Why a network does not learn. */
public record DiagnosisAnswer(NetworkDiagnosis.Outcome outcome) implements Answer {

    @Override
    public List<String> lines() {
        Diagnosis diagnosis = outcome.diagnosis();
        List<String> lines = new ArrayList<>(List.of(diagnosis.verdict(), diagnosis.advice()));
        diagnosis.findings().stream().filter(Finding::isSeen)
                .forEach(finding -> lines.add("seen: " + finding.cause().title() + ". " + finding.sentence()));
        diagnosis.remedies().forEach(tried -> lines.add("tried: " + tried.title() + ". " + tried.sentence()));
        lines.add("page " + outcome.files().page());
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        Diagnosis diagnosis = outcome.diagnosis();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", diagnosis.verdict());
        json.put("advice", diagnosis.advice());
        json.put("healthy", diagnosis.isHealthy());
        json.put("findings", diagnosis.findings().stream().map(DiagnosisAnswer::json).toList());
        json.put("remedies", diagnosis.remedies().stream().map(DiagnosisAnswer::json).toList());
        diagnosis.best().ifPresent(best -> json.put("best_remedy", best.remedy().name()));
        json.put("range_test_rate", diagnosis.evidence().range().chosen().orElse(Double.NaN));
        json.put("page", outcome.files().page().toString());
        json.put("warnings", outcome.warnings());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cause", finding.cause().name());
        json.put("verdict", finding.verdict().name());
        json.put("sentence", finding.sentence());
        json.put("numbers", finding.numbers());
        return json;
    }

    private static Map<String, Object> json(RemedyTrial tried) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("remedy", tried.remedy().name());
        json.put("worked", tried.worked());
        json.put("sentence", tried.sentence());
        json.put("network", tried.trial().subject().architecture().toString());
        return json;
    }
}
