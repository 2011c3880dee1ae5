package io.github.nucleoscope.cli.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void theConfusionMatrixHasTheTruthInItsRows() {
        // By truth, then by predicted class; no row is like its column.
        List<List<Long>> counts = List.of(List.of(5L, 1L, 2L), List.of(3L, 7L, 4L), List.of(6L, 8L, 9L));
        List<Outcome> outcomes = new ArrayList<>();
        for (int truth = 0; truth < 3; truth++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                double[] probabilities = {0.1, 0.1, 0.1};
                probabilities[predicted] = 0.8;
                for (long n = 0; n < counts.get(truth).get(predicted); n++) {
                    outcomes.add(new Outcome(truth, probabilities, "image " + n));
                }
            }
        }
        Evaluation evaluation = Evaluation.of(List.of("a", "b", "c"), outcomes);
        Map<String, Object> json = Json.of(evaluation);
        assertEquals(counts, json.get("confusion_truth_in_rows"));
        assertEquals(List.of("a", "b", "c"), json.get("classes"));
        assertEquals(45, json.get("nuclei"));
        assertEquals(9, json.get("images"));
        // 5 + 7 + 9 right of 45; the largest class has 23
        assertEquals(Map.of("value", 21 / 45.0, "low95", evaluation.accuracy().ci95().low(), "high95",
                evaluation.accuracy().ci95().high()), json.get("accuracy"));
        assertEquals(23 / 45.0, json.get("majority_baseline"));
    }

    @Test
    void whatJsonHasNoWordForIsNullAtAnyDepth() {
        Object cleaned = Json.withoutNaN(Map.of("a", List.of(1.5, Double.NaN, Map.of("b", Double.POSITIVE_INFINITY))));
        Map<?, ?> map = (Map<?, ?>) cleaned;
        List<?> list = (List<?>) map.get("a");
        assertEquals(Arrays.asList(1.5, null), list.subList(0, 2));
        assertEquals(null, ((Map<?, ?>) list.get(2)).get("b"));
    }
}
