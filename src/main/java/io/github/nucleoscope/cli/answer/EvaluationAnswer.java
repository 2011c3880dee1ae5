package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.evaluation.Evaluation;

/** How well a model's predictions match the labels. */
public record EvaluationAnswer(Path model, Path data, Evaluation evaluation) implements Answer {

    @Override
    public List<String> lines() {
        return List.of(EvaluationText.of("Measured", evaluation));
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.toString());
        json.put("data", data.toString());
        json.putAll(Json.of(evaluation));
        return json;
    }
}
