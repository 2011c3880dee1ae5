package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class ExtremesTest {

    @Test
    void findOneNumberThatIsNotFinite() {
        for (int length : new int[] {1, 255, 256, 257, 1000}) {
            float[] values = new float[length];
            Arrays.fill(values, -3e38f);
            assertTrue(Extremes.areFinite(values));
            for (int i = 0; i < length; i++) {
                for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    values[i] = odd;
                    assertFalse(Extremes.areFinite(values), i + " of " + length);
                }
                values[i] = 3e38f;
            }
        }
    }

    @Test
    void findTheLeastAndTheHighestAsASortDoes() {
        Random random = new Random(6);
        for (int k = 0; k < 300; k++) {
            float[] values = new float[1 + random.nextInt(6000)];
            float step = random.nextBoolean() ? 1e-4f : 0.3f;
            boolean rising = random.nextBoolean();
            for (int i = 0; i < values.length; i++) {
                values[i] = step * Math.round(random.nextGaussian() / step) + (rising ? 1e-3f * i : 0);
            }
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            assertEquals(sorted[0], Extremes.least(values), 0);
            int wanted = 1 + random.nextInt(40);
            int middle = random.nextInt(values.length + 1);
            Highest highest = new Highest(wanted);
            highest.add(values, 0, middle);
            Highest others = new Highest(wanted);
            others.add(values, middle, values.length);
            highest.add(others);
            float expected = values.length < wanted ? 0 : Math.max(0, sorted[values.length - wanted]);
            assertEquals(expected, highest.lowest(), 0);
        }
    }
}
