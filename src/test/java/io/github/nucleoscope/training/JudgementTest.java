package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static Judgement.Answer answer(int label, int truth, double... probabilities) {
        return new Judgement.Answer(new LabelledCrop(
                new Crop(CropPixels.of(new float[8 * 8], 8, 1), "image", label), truth), truth,
                new Prediction(probabilities));
    }

    @Test
    void theSurestMistakesComeFirst() {
        List<Judgement.Answer> answers = List.of(
                answer(1, 0, 0.4, 0.6),
                answer(2, 0, 1, 0), // right, and surer than any mistake
                answer(3, 1, 0.95, 0.05),
                answer(4, 1, 0.45, 0.55), // right
                answer(5, 0, 0.2, 0.8));
        Evaluation evaluation = Evaluation.of(List.of("a", "b"), answers.stream()
                .map(a -> new Outcome(a.truth(), a.prediction().probabilities(), "image")).toList());
        assertEquals(List.of(3, 5, 1), new Judgement(evaluation, answers).worstMistakes().stream()
                .map(a -> a.crop().crop().label()).toList());
    }
}
