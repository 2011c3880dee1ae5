package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
