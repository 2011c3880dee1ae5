package io.github.nucleoscope.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nucleoscope.evaluation.Estimate;
import org.junit.jupiter.api.Test;

class AnswersTest {

    /** Three crops of class 0, of which two are right, and two of class 1, of which one is. */
    private static Answers answers(int... groups) {
        return Answers.of(2, new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 0},
                new double[] {0.1, 0.2, 0.9, 0.3, 0.7}, groups);
    }

    @Test
    void classesCountAlikeAndCropsGiveTheInterval() {
        Estimate accuracy = answers(0, 1, 2, 3, 4).balancedAccuracy();
        assertEquals((2 / 3.0 + 1 / 2.0) / 2, accuracy.value(), 1e-12);
        // By hand: residuals 1/3, 1/3, -2/3 over 2 * 3, and 1/2, -1/2 over 2 * 2; their squares, times 5 / 4.
        double variance = (2 * 1 / 324.0 + 4 / 324.0 + 2 * 1 / 64.0) * 5 / 4;
        assertEquals(accuracy.value() - 1.96 * Math.sqrt(variance), accuracy.ci95().low(), 1e-12);
        // It would reach to 1.07: there is no such accuracy.
        assertEquals(1, accuracy.ci95().high());
    }

    @Test
    void cropsOfAnImageCountTogether() {
        // Images {0, 1, 2} and {3, 4}: the residuals of each cancel.
        Estimate accuracy = answers(0, 0, 0, 1, 1).balancedAccuracy();
        assertEquals(accuracy.value(), accuracy.ci95().high(), 1e-12);
        // Images {0, 3} and {1, 2, 4}: sums 1/18 + 1/8 and its opposite; two clusters, so times 2.
        double sum = 1 / 18.0 + 1 / 8.0;
        Estimate other = answers(0, 1, 1, 0, 1).balancedAccuracy(1);
        assertEquals(other.value() - Math.sqrt(2 * 2 * sum * sum), other.ci95().low(), 1e-12);
    }

    @Test
    void differencesAreTakenCropByCrop() {
        Answers answers = answers(0, 1, 2, 3, 4);
        Estimate above = answers.withLoss(1).lossAbove(answers);
        assertEquals(1 - ((0.1 + 0.2 + 0.9) / 3 + 0.5) / 2, above.value(), 1e-12);
        assertEquals(0, answers.accuracyAbove(answers).ci95().high(), 1e-12);
        assertEquals(3 / 5.0, answers.mostPredicted(), 1e-12);
        assertEquals((1 - 0.45) / 2, answers.withLoss(1).withMeanLoss(answers).lossAbove(answers).value(), 1e-12);
    }
}
