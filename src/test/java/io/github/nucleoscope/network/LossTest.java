package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LossTest {

    @Test
    void aNetworkThatKnowsNothingHasTheLogarithmOfTheNumberOfClasses() {
        assertEquals(Math.log(2), Loss.of(new float[] {0}, 1), 1e-12);
        assertEquals(Math.log(5), Loss.of(new float[] {3, 3, 3, 3, 3}, 2), 1e-12);
    }

    @Test
    void hugeLogitsStayFinite() {
        assertEquals(2000, Loss.of(new float[] {2000}, 0), 1e-9);
        assertEquals(0, Loss.of(new float[] {2000}, 1), 1e-9);
        assertEquals(2000, Loss.of(new float[] {-1000, 1000}, 0), 1e-9);
        assertArrayEquals(new double[] {1, 0}, Loss.probabilities(new float[] {-2000}), 1e-12);
        assertArrayEquals(new double[] {0, 1, 0}, Loss.probabilities(new float[] {-2000, 3000, 0}), 1e-12);
    }

    @Test
    void twoSoftmaxUnitsAreOneSigmoidOfTheirDifference() {
        assertEquals(Loss.of(new float[] {1.5f}, 1), Loss.of(new float[] {0.25f, 1.75f}, 1), 1e-7);
        assertArrayEquals(Loss.probabilities(new float[] {1.5f}), Loss.probabilities(new float[] {0.25f, 1.75f}), 1e-7);
    }

    /** Against the sum over the classes of -label * ln(probability), in double precision. */
    @Test
    void smoothedAndWeightedLossIsTheCrossEntropyToTheSmoothedLabel() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int units = round % 4 == 0 ? 1 : 2 + round % 4;
            int classes = Math.max(2, units);
            Objective objective = objective(random, classes);
            float[] logits = logits(random, units);
            int truth = random.nextInt(classes);
            double[] probabilities = Loss.probabilities(logits);
            double expected = 0;
            for (int c = 0; c < classes; c++) {
                double smoothing = objective.labelSmoothing();
                double label = (c == truth ? 1 - smoothing : 0) + smoothing / classes;
                expected -= label * Math.log(probabilities[c]);
            }
            expected *= objective.classWeights().get(truth);
            assertEquals(expected, Loss.of(logits, truth, objective), 1e-6 * Math.max(1, expected));
        }
    }

    @Test
    void theGradientMatchesFiniteDifferences() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int units = round % 4 == 0 ? 1 : 2 + round % 4;
            Objective objective = round % 3 == 0 ? Objective.PLAIN : objective(random, Math.max(2, units));
            float[] logits = logits(random, units);
            int truth = random.nextInt(Math.max(2, units));
            float[] gradient = new float[units];
            Loss.gradient(logits, truth, objective, gradient);
            for (int unit = 0; unit < units; unit++) {
                float[] above = logits.clone();
                float[] below = logits.clone();
                above[unit] += 1f / 256; // exact in binary
                below[unit] -= 1f / 256;
                double expected = (Loss.of(above, truth, objective) - Loss.of(below, truth, objective)) * 128;
                assertEquals(expected, gradient[unit], 2e-4, "unit " + unit + " of " + units);
            }
        }
    }

    @Test
    void withoutSmoothingAndWeightsItIsThePlainLoss() {
        for (int truth = 0; truth < 3; truth++) {
            float[] logits = {0.3f, -2, 1.5f};
            assertEquals(Loss.of(logits, truth), Loss.of(logits, truth, new Objective(0, List.of(1.0, 1.0, 1.0))));
        }
    }

    @Test
    void anObjectiveOutOfRangeIsRefused() {
        for (double smoothing : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Objective(smoothing, List.of()));
        }
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Objective(0, List.of(1.0, weight)));
        }
    }

    private static Objective objective(Random random, int classes) {
        return new Objective(0.9 * random.nextDouble(), random.doubles(classes, 0.1, 5).boxed().toList());
    }

    private static float[] logits(Random random, int units) {
        float[] logits = new float[units];
        for (int i = 0; i < units; i++) {
            logits[i] = random.nextInt(-1024, 1024) / 256f;
        }
        return logits;
    }
}
