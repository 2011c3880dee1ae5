package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {

    @Test
    void mostProbableClassIsPredictedAndTiesGoToTheLowerIndex() {
        assertEquals(2, new Outcome(0, new double[] {0.2, 0.3, 0.5}, "a").predicted());
        assertEquals(1, new Outcome(0, new double[] {0.2, 0.4, 0.4}, "a").predicted());
        assertEquals(0, new Outcome(0, new double[] {0.5, 0.5}, "a").predicted());
    }

    @Test
    void probabilitiesAreCopied() {
        double[] probabilities = {0.25, 0.75};
        Outcome outcome = new Outcome(0, probabilities, "a");
        probabilities[0] = 9;
        outcome.probabilities()[1] = 9;
        assertEquals(0.25, outcome.probability(0));
        assertEquals(0.75, outcome.probability(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, 0.4, Double.POSITIVE_INFINITY})
    void whatIsNotAProbabilityIsRefusedInOneLine(double bad) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Outcome(0, new double[] {bad, 0.5}, "plate1.tif")).getMessage();
        assertFalse(message.contains("\n"));
        assertTrue(message.contains("plate1.tif"), message);
    }

    @Test
    void badClassesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Outcome(2, new double[] {0.5, 0.5}, "a"));
        assertThrows(IllegalArgumentException.class, () -> new Outcome(-1, new double[] {0.5, 0.5}, "a"));
        assertThrows(IllegalArgumentException.class, () -> new Outcome(0, new double[] {1}, "a"));
        assertThrows(IllegalArgumentException.class, () -> new Outcome(0, new double[] {0.5, 0.5}, null));
    }
}
