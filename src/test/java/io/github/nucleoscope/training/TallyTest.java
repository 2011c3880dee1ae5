package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Three crops of class 0, one of class 1, none of class 2; the expected numbers are worked out by hand. */
class TallyTest {

    private static Tally tally() {
        Tally tally = new Tally(3);
        tally.add(0, 0, 0.1);
        tally.add(0, 0, 0.2);
        tally.add(0, 1, 0.6);
        tally.add(1, 0, 2);
        return tally;
    }

    @Test
    void eachClassWeighsTheSameInTheBalancedLoss() {
        // (0.9 / 3 + 2) / 2; over the crops it would be 2.9 / 4
        assertEquals(1.15, tally().balancedLoss(), 1e-12);
    }

    @Test
    void eachCropWeighsTheSameInTheLoss() {
        assertEquals(2.9 / 4, tally().loss(), 1e-12);
    }

    @Test
    void eachClassWeighsTheSameInTheBalancedAccuracy() {
        assertEquals((2 / 3.0 + 0) / 2, tally().balancedAccuracy(), 1e-12);
    }

    @Test
    void eachCropWeighsTheSameInTheAccuracy() {
        assertEquals(0.5, tally().accuracy(), 1e-12);
    }

    @Test
    void nothingIsNotANumber() {
        assertEquals(Double.NaN, new Tally(2).balancedLoss());
        assertEquals(Double.NaN, new Tally(2).loss());
        assertEquals(Double.NaN, new Tally(2).balancedAccuracy());
        assertEquals(Double.NaN, new Tally(2).accuracy());
    }
}
