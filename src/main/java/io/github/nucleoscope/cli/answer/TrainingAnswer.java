package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.report.ReportSections;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.workflow.ClassifierTraining;

/** The result of training a classifier. */
public record TrainingAnswer(ClassifierTraining training, ClassifierTraining.Outcome outcome) implements Answer {

    @Override
    public List<String> lines() {
        TrainingResult result = outcome.result();
        List<String> lines = new ArrayList<>();
        lines.addAll(result.advice());
        lines.add(ReportSections.members(result.classifier()) + (result.classifier().networks().isEmpty() ? ""
                : ", " + result.classifier().parameterCount() + " parameters, " + result.history().size()
                        + " epochs, best epoch " + result.bestEpoch()));
        lines.addAll(result.decisions());
        result.test().ifPresent(test -> lines.add(EvaluationText.of("Test part, which had no influence on training",
                test.evaluation())));
        result.outOfFold().ifPresent(all -> lines.add(EvaluationText.of(
                "All labelled nuclei, each judged by members that had not seen it", all.evaluation())));
        result.validation().ifPresent(validation -> lines.add(EvaluationText.of(
                "Validation part, which chose the epoch and the calibration", validation.evaluation())));
        lines.add("Calibration: " + result.calibration().description());
        lines.add("model " + training.files().model() + ", report " + training.report());
        if (result.cancelled()) {
            lines.add("Stopped early: run the same command with --resume to continue.");
        }
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        TrainingResult result = outcome.result();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", training.files().model().toString());
        if (!result.history().isEmpty()) {
            json.put("history", training.files().history().toString());
        }
        json.put("report", training.report().toString());
        json.put("classes", result.classifier().classNames());
        json.put("parameters", result.classifier().parameterCount());
        json.put("members", result.classifier().members().size());
        json.put("epochs", result.history().size());
        json.put("best_epoch", result.bestEpoch());
        json.put("calibration", result.calibration().description());
        result.test().ifPresent(test -> json.put("test", Json.of(test.evaluation())));
        result.outOfFold().ifPresent(all -> json.put("out_of_fold", Json.of(all.evaluation())));
        result.validation().ifPresent(validation -> json.put("validation", Json.of(validation.evaluation())));
        json.put("decisions", result.decisions());
        json.put("advice", result.advice());
        json.put("warnings", outcome.warnings());
        return json;
    }
}
