package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardisationTest {

    @Test
    void eachChannelHasItsOwn() {
        float[] values = {9, 10, 30, 12, 5, 70, 9};
        // (10 - 10) / 2, (30 - 20) / 5, (12 - 10) / 2, (5 - 20) / 5; the rest stays as it is.
        new Standardisation(List.of(10.0, 20.0), List.of(2.0, 5.0)).apply(values, 1, 4);
        assertArrayEquals(new float[] {9, 0, 2, 1, -3, 70, 9}, values, 1e-6f);
    }

    /** Bits, not only values: networks of one channel were trained with the single mean. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 600})
    void channelsDoNotMix(int channels) {
        Random random = new Random(channels);
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            means.add(100 * random.nextGaussian());
            deviations.add(1 + 50 * random.nextDouble());
        }
        int pixels = 1000;
        float[] values = new float[(pixels + 2) * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = 255 * random.nextFloat();
        }
        float[] expected = values.clone();
        for (int i = channels; i < (pixels + 1) * channels; i++) {
            float factor = (float) (1 / deviations.get(i % channels));
            expected[i] = (values[i] - means.get(i % channels).floatValue()) * factor;
        }
        new Standardisation(means, deviations).apply(values, channels, pixels * channels);
        assertArrayEquals(expected, values);
    }

    @Test
    void noneChangesNothingInAnyNumberOfChannels() {
        float[] values = {-1.5f, 0, 1e-20f, 3e20f, 255};
        float[] same = values.clone();
        Standardisation.NONE.apply(same, 0, same.length);
        assertArrayEquals(values, same);
    }

    @Test
    void whatIsNoneIsRefused() {
        for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InputException.class, () -> new Standardisation(List.of(1.0, 1.0), List.of(1.0, deviation)));
        }
        assertThrows(InputException.class, () -> new Standardisation(Double.NaN, 1));
        assertEquals("standardisation by 2 means and 1 deviations", assertThrows(InputException.class,
                () -> new Standardisation(List.of(1.0, 2.0), List.of(1.0))).getMessage());
        assertThrows(InputException.class, () -> new Standardisation(List.of(), List.of()));
    }
}
