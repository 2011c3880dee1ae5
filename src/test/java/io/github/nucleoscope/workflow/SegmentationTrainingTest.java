package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.workflow.SegmentationTraining.Scores;
import org.junit.jupiter.api.Test;

/** Whether a training made a model better. */
class SegmentationTrainingTest {

    /** One image of ten nuclei: so many are found at the first threshold, and none at the others. */
    private static List<ImageScores> found(int nuclei) {
        return List.of(new ImageScores("image", Arrays.stream(ImageScores.thresholds())
                .mapToObj(threshold -> threshold == 0.5 ? new SegmentationScore(threshold, nuclei, 0, 10 - nuclei)
                        : new SegmentationScore(threshold, 0, nuclei, 10)).toList()));
    }

    @Test
    void aModelThatFindsFewerNucleiThanBeforeIsWorse() {
        assertTrue(new Scores(found(7), found(6)).isWorse());
        assertFalse(new Scores(found(7), found(7)).isWorse());
        assertFalse(new Scores(found(6), found(7)).isWorse());
        // 6 found, none false, 4 missed: TP / (TP + FP + FN)
        assertEquals(0.6, Scores.averagePrecision(found(6)), 1e-12);
    }

    @Test
    void aNewModelIsNotWorse() {
        assertFalse(new Scores(List.of(), found(0)).isWorse());
        assertFalse(new Scores(List.of(), List.of()).isWorse());
    }
}
