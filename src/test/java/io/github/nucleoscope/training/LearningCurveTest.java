package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

class LearningCurveTest {

    private static final float[] UNWANTED = {};

    private static EpochRecord epoch(int epoch, double validationLoss) {
        return new EpochRecord(epoch, 1e-3, 1, 0.5, 0.5, validationLoss, 0.5, 0.5, 1);
    }

    private static void add(LearningCurve curve, double validationLoss, float[] weights) {
        curve.add(epoch(curve.epochs().size() + 1, validationLoss), () -> weights);
    }

    @Test
    void theFirstOfTheLowestValidationLossesIsTheBest() {
        LearningCurve curve = new LearningCurve(true);
        float[] best = {1};
        add(curve, 0.7, UNWANTED);
        add(curve, 0.5, best);
        add(curve, 0.5, UNWANTED);
        assertFalse(curve.isPatienceExhausted(2));
        add(curve, 0.6, UNWANTED);
        assertEquals(2, curve.bestEpoch());
        assertSame(best, curve.bestWeights().orElseThrow());
        assertTrue(curve.isPatienceExhausted(2));
        assertFalse(curve.isPatienceExhausted(3));
    }

    @Test
    void aLossThatIsNotANumberIsNeverTheBest() {
        LearningCurve curve = new LearningCurve(true);
        add(curve, Double.NaN, UNWANTED);
        add(curve, Double.POSITIVE_INFINITY, UNWANTED);
        assertEquals(0, curve.bestEpoch());
        assertTrue(curve.bestWeights().isEmpty());
        assertTrue(curve.isPatienceExhausted(2));
        add(curve, 3, UNWANTED);
        assertEquals(3, curve.bestEpoch());
        assertFalse(curve.isPatienceExhausted(2));
    }

    @Test
    void withoutAValidationPartTheLastEpochIsTheBest() {
        LearningCurve curve = new LearningCurve(false);
        float[] last = {2};
        add(curve, Double.NaN, UNWANTED);
        add(curve, Double.NaN, last);
        assertEquals(2, curve.bestEpoch());
        assertSame(last, curve.bestWeights().orElseThrow());
        assertFalse(curve.isPatienceExhausted(1));
    }

    @Test
    void takesTheBestEpochOfACheckpoint() {
        LearningCurve before = new LearningCurve(true);
        float[] best = {1};
        add(before, 0.5, best);
        add(before, 0.6, UNWANTED);
        LearningCurve curve = new LearningCurve(true);
        curve.restore(new Checkpoint(Map.of(), before.epochs(), before.bestEpoch(),
                Map.of(Checkpoint.PARAMETERS, new float[1], Checkpoint.BEST, best)));
        assertEquals(before.epochs(), curve.epochs());
        add(curve, 0.55, UNWANTED);
        assertEquals(1, curve.bestEpoch());
        assertSame(best, curve.bestWeights().orElseThrow());
        assertTrue(curve.isPatienceExhausted(2));
    }
}
