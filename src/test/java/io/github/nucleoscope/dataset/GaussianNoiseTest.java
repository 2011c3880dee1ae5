package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianNoiseTest {

    /**
     * Standard normal quantiles as in any table. The scaling to variance 1 makes them a little larger, and so does
     * linear interpolation where they lie far apart.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.75, 0.67449", "0.9, 1.28155", "0.975, 1.95996", "0.995, 2.57583", "0.999, 3.09023"})
    void valuesAreTheQuantiles(double probability, double quantile) {
        float[] values = GaussianNoise.quantiles(4096);
        double place = probability * 4096 - 0.5;
        int below = (int) place;
        double interpolated = values[below] + (place - below) * (values[below + 1] - values[below]);
        assertEquals(quantile, interpolated, 3e-3);
    }

    @Test
    void valuesAreSymmetricAndRiseAndHaveVarianceOne() {
        float[] values = GaussianNoise.quantiles(4096);
        double squares = 0;
        double fourthPowers = 0;
        for (int i = 0; i < values.length; i++) {
            assertEquals(-values[i], values[values.length - 1 - i]);
            assertTrue(i == 0 || values[i] > values[i - 1]);
            squares += values[i] * values[i];
            fourthPowers += Math.pow(values[i], 4);
        }
        assertEquals(1, squares / values.length, 1e-6);
        assertEquals(3, fourthPowers / values.length, 0.02);
        assertEquals(3.7, values[values.length - 1], 0.05);
    }

    /** 100,001 numbers: their mean is off by 0.003, one sigma, and their variance by 0.0045. */
    @Test
    void numbersThatFollowEachOtherAreIndependent() {
        float[] noise = new float[100_001];
        GaussianNoise.fill(noise, new SplittableRandom(1));
        double sum = 0;
        double squares = 0;
        double[] products = new double[7];
        for (int i = 0; i < noise.length; i++) {
            sum += noise[i];
            squares += noise[i] * noise[i];
            for (int lag = 1; lag < products.length && lag <= i; lag++) {
                products[lag] += noise[i] * noise[i - lag];
            }
        }
        assertEquals(0, sum / noise.length, 0.015);
        assertEquals(1, squares / noise.length, 0.022);
        for (int lag = 1; lag < products.length; lag++) {
            assertEquals(0, products[lag] / noise.length, 0.015, "lag " + lag);
        }
    }
}
