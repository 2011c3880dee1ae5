package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

/** The spread of new weights. The layers have thousands of weights, and fan-ins that are far from their fan-outs. */
class InitialisationTest {

    /** By name of the weights: fan in and fan out, by hand. */
    private static final Map<String, int[]> FANS = Map.of(
            "1_40conv7x7_weights", new int[] {7 * 7, 7 * 7 * 40},
            "2_90conv3x3_weights", new int[] {3 * 3 * 40, 3 * 3 * 90},
            "4_fc20_weights", new int[] {4 * 4 * 90, 20});

    private static Map<String, Network.Weights> weights(Initialisation initialisation) {
        return Network.initialise(Architecture.parse("40conv7x7 - 90conv3x3 - mp2x2 - fc20 - o"),
                TensorShape.ofCrop(8), Standardisation.NONE, initialisation, 5).weights();
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }

    /** The mean of n weights has the standard error sqrt(variance / n): five of them are never reached by chance. */
    private static void assertMeanIsZero(float[] values, double variance, String name) {
        assertEquals(0, mean(values), 5 * Math.sqrt(variance / values.length), name);
    }

    @Test
    void heHasTheVarianceTwoByFanIn() {
        Map<String, Network.Weights> weights = weights(Initialisation.HE_NORMAL);
        FANS.forEach((name, fans) -> {
            float[] values = weights.get(name).values();
            double variance = 2.0 / fans[0];
            assertMeanIsZero(values, variance, name);
            // The variance of n normal values has the relative standard error sqrt(2 / n): 0.03 for 1960 of them.
            assertEquals(1, meanSquare(values) / variance, 5 * Math.sqrt(2.0 / values.length), name);
            // Normal, not uniform: the mean of fourth powers is 3 variances squared, where uniform has 1.8.
            double fourth = 0;
            for (float value : values) {
                fourth += Math.pow(value, 4) / values.length;
            }
            assertTrue(fourth / (variance * variance) > 2.4, name + " " + fourth / (variance * variance));
        });
    }

    @Test
    void glorotIsUniformWithTheVarianceTwoByFanInPlusFanOut() {
        Map<String, Network.Weights> weights = weights(Initialisation.GLOROT_UNIFORM);
        FANS.forEach((name, fans) -> {
            float[] values = weights.get(name).values();
            double variance = 2.0 / (fans[0] + fans[1]);
            double limit = Math.sqrt(6.0 / (fans[0] + fans[1]));
            assertMeanIsZero(values, variance, name);
            // The variance of n uniform values has the relative standard error sqrt(0.8 / n).
            assertEquals(1, meanSquare(values) / variance, 5 * Math.sqrt(0.8 / values.length), name);
            double largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest <= limit * 1.000001 && largest > 0.99 * limit, name + " " + largest + " " + limit);
        });
    }

    @Test
    void biasesStartAtZero() {
        for (Initialisation initialisation : Initialisation.values()) {
            weights(initialisation).forEach((name, array) -> {
                if (name.endsWith("_biases")) {
                    assertEquals(0, meanSquare(array.values()), name);
                }
            });
        }
    }
}
