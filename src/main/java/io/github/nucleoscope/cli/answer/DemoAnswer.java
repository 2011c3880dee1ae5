package io.github.nucleoscope.cli.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.workflow.Demo;

/** The result of the demo. */
public record DemoAnswer(Demo.Outcome outcome) implements Answer {

    @Override
    public List<String> lines() {
        return List.of(EvaluationText.of("Held-out fields", outcome.heldOut().evaluation()),
                outcome.segmentationSentence(), "Open " + outcome.report().toAbsolutePath());
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("held_out", Json.of(outcome.heldOut().evaluation()));
        json.put("segmentation_average_precision", outcome.segmentation().averagePrecision());
        json.put("epochs", outcome.result().history().size());
        json.put("report", outcome.report().toString());
        return json;
    }
}
