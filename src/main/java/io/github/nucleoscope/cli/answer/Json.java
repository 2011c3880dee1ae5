package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.PooledScore;
import io.github.nucleoscope.evaluation.SegmentationScore;

/** Converts results to maps and lists that are written as JSON. */
public final class Json {

    private Json() {}

    public static Map<String, Object> of(Evaluation evaluation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nuclei", evaluation.nuclei());
        json.put("images", evaluation.images());
        json.put("majority_baseline", evaluation.majorityBaseline());
        json.put("accuracy", of(evaluation.accuracy()));
        json.put("balanced_accuracy", of(evaluation.balancedAccuracy()));
        json.put("mcc", of(evaluation.mcc()));
        json.put("auc", of(evaluation.auc()));
        json.put("log_loss", evaluation.logLoss());
        json.put("classes", evaluation.confusion().classNames());
        List<List<Long>> rows = new ArrayList<>();
        for (int truth = 0; truth < evaluation.confusion().classCount(); truth++) {
            List<Long> row = new ArrayList<>();
            for (int predicted = 0; predicted < evaluation.confusion().classCount(); predicted++) {
                row.add(evaluation.confusion().count(truth, predicted));
            }
            rows.add(row);
        }
        json.put("confusion_truth_in_rows", rows);
        return json;
    }

    public static Map<String, Object> of(Estimate estimate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", estimate.value());
        json.put("low95", estimate.ci95().low());
        json.put("high95", estimate.ci95().high());
        return json;
    }

    /** Returns scores of all nuclei pooled, with the interval and the mean over images, which need several images. */
    public static List<Object> pooled(List<ImageScores> images) {
        List<Object> rows = new ArrayList<>();
        for (PooledScore pooled : PooledScore.of(images)) {
            Map<String, Object> row = row(pooled.score());
            row.put("average_precision_low95", pooled.interval().low());
            row.put("average_precision_high95", pooled.interval().high());
            row.put("mean_average_precision_of_images", pooled.mean());
            rows.add(row);
        }
        return rows;
    }

    public static List<Object> of(List<SegmentationScore> scores) {
        List<Object> rows = new ArrayList<>();
        for (SegmentationScore score : scores) {
            rows.add(row(score));
        }
        return rows;
    }

    private static Map<String, Object> row(SegmentationScore score) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("iou", score.threshold());
        row.put("average_precision", score.averagePrecision());
        row.put("f1", score.f1());
        row.put("precision", score.precision());
        row.put("recall", score.recall());
        row.put("true_positives", score.truePositives());
        row.put("false_positives", score.falsePositives());
        row.put("false_negatives", score.falseNegatives());
        return row;
    }

    public static Object withoutNaN(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, withoutNaN(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(entry -> copy.add(withoutNaN(entry)));
            return copy;
        }
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
