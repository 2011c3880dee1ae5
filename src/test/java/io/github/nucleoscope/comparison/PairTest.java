package io.github.nucleoscope.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import io.github.nucleoscope.evaluation.ResampledTTest;
import org.junit.jupiter.api.Test;

class PairTest {

    private static Pair of(double... differences) {
        return new Pair(null, null, ResampledTTest.of(differences, 0.5), 1, null, 1);
    }

    /** Student's t with 2 degrees of freedom, 4.303, makes intervals that are wider than any difference can be. */
    @Test
    void noIntervalGoesBeyondWhatADifferenceCanBe() {
        assertTrue(of(-0.9, 0.1, -0.3).difference().ci95().low() < -1);
        Random random = new Random(4);
        for (int i = 0; i < 1000; i++) {
            Pair pair = of(2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1);
            assertTrue(pair.ci95().low() >= -1 && pair.ci95().high() <= 1, pair.ci95().toString());
            assertTrue(pair.ci95().low() <= pair.difference().mean() && pair.difference().mean() <= pair.ci95().high());
        }
        Pair narrow = of(0.10, 0.11, 0.12);
        assertEquals(narrow.difference().ci95(), narrow.ci95());
    }
}
