package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.training.SegmentationTrainingResult;
import io.github.nucleoscope.workflow.SegmentationTraining;

/**
 * The result of training a segmentation network.
 *
 * @param folds number of folds of the cross-validation, whose scores were printed before; 0 if there was none
 * @param warnings all warnings of the training
 */
public record SegmentationTrainingAnswer(SegmentationTraining.Outcome outcome, int folds, List<String> warnings)
        implements Answer {

    @Override
    public List<String> lines() {
        SegmentationTrainingResult result = outcome.result();
        List<String> lines = new ArrayList<>();
        lines.add(outcome.model().network().architecture() + ", " + outcome.model().network().parameterCount()
                + " parameters, " + result.history().size() + " epochs, best epoch " + result.bestEpoch());
        if (folds == 0 && !outcome.scores().before().isEmpty()) {
            lines.add(EvaluationText.images("Before training, on the same images as below", outcome.scores().before()));
        }
        if (folds == 0 && !outcome.scores().now().isEmpty()) {
            lines.add(EvaluationText.images("Validation part, which chose the epoch", outcome.scores().now()));
        }
        lines.add("model " + outcome.files().model());
        if (result.cancelled()) {
            lines.add("Stopped early: run the same command with --resume to continue.");
        }
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        List<ImageScores> scores = outcome.scores().now();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", outcome.files().model().toString());
        json.put("history", outcome.files().history().toString());
        json.put("network", outcome.model().network().architecture().toString());
        json.put("parameters", outcome.model().network().parameterCount());
        json.put("epochs", outcome.result().history().size());
        json.put("best_epoch", outcome.result().bestEpoch());
        json.put("measured_on", scores.isEmpty() ? "nothing" : folds == 0 ? "validation part" : folds + " folds");
        json.put("scores", scores.isEmpty() ? List.of() : Json.pooled(scores));
        json.put("warnings", warnings);
        return json;
    }
}
