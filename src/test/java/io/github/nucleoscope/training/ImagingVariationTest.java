package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagingVariationTest {

    private static final int SIDE = 64;
    private static final int KINDS = 10;

    private static final float[] ORIGINAL = Arrays.copyOfRange(batch().images, SIDE * SIDE, 2 * SIDE * SIDE);

    /** Round nuclei of 14 pixels and brightness 0.5 on a background of 0, the second crop of a mini-batch. */
    private static MiniBatch batch() {
        MiniBatch batch = new MiniBatch(2, SIDE * SIDE, 2);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double distance = Math.hypot(i % SIDE % 21 - 10, i / SIDE % 21 - 10);
            float inside = distance < 7 ? 1 : 0;
            batch.images[SIDE * SIDE + i] = inside / 2;
            batch.targets[2 * (SIDE * SIDE + i)] = inside;
            batch.targets[2 * (SIDE * SIDE + i) + 1] = inside * (float) (1 - distance / 7);
        }
        return batch;
    }

    /** A generator that draws this kind of variation first; those from 5 on leave a crop as it is. */
    private static SplittableRandom drawing(int kind, int number) {
        long seed = 1000 * number;
        while (new SplittableRandom(seed).nextInt(KINDS) != kind) {
            seed++;
        }
        return new SplittableRandom(seed);
    }

    private static float[] varied(int kind, int number) {
        MiniBatch batch = batch();
        new ImagingVariation(SIDE).apply(batch, 1, drawing(kind, number));
        MiniBatch original = batch();
        assertArrayEquals(original.targets, batch.targets, "the truth stays as it is");
        assertArrayEquals(new float[SIDE * SIDE], Arrays.copyOf(batch.images, SIDE * SIDE), "another crop");
        return Arrays.copyOfRange(batch.images, SIDE * SIDE, 2 * SIDE * SIDE);
    }


    private static double mean(float[] pixels, boolean inside) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (ORIGINAL[i] > 0 == inside) {
                sum += pixels[i];
                count++;
            }
        }
        return sum / count;
    }

    private static double deviation(float[] pixels, boolean inside) {
        double mean = mean(pixels, inside);
        float[] squares = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            squares[i] = (float) ((pixels[i] - mean) * (pixels[i] - mean));
        }
        return Math.sqrt(mean(squares, inside));
    }

    @Test
    void halfOfTheCropsStayAsTheyAre() {
        int same = 0;
        for (int seed = 0; seed < 400; seed++) {
            MiniBatch batch = batch();
            new ImagingVariation(SIDE).apply(batch, 1, new SplittableRandom(seed).split());
            same += Arrays.equals(batch().images, batch.images) ? 1 : 0;
        }
        // Four standard deviations of the binomial distribution.
        assertEquals(200, same, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void nucleiStayBrighterThanWhatIsBetweenThem(int kind) {
        for (int number = 0; number < 30; number++) {
            float[] pixels = varied(kind, number);
            assertFalse(Arrays.equals(ORIGINAL, pixels));
            assertArrayEquals(pixels, varied(kind, number), "a crop depends on the generator alone");
            assertTrue(mean(pixels, true) > mean(pixels, false) + 0.15, kind + ": " + mean(pixels, true) + " and "
                    + mean(pixels, false));
        }
    }

    /** Chromocentres, and coarse chromatin. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void chromatinIsInsideNuclei(int kind) {
        for (int number = 0; number < 30; number++) {
            float[] pixels = varied(kind, number);
            assertEquals(0, deviation(pixels, false));
            assertTrue(deviation(pixels, true) > 0.01, "deviation " + deviation(pixels, true));
        }
    }

    @Test
    void hazeAddsLightEverywhere() {
        for (int number = 0; number < 30; number++) {
            float[] pixels = varied(2, number);
            for (int i = 0; i < pixels.length; i++) {
                assertTrue(pixels[i] >= 0 && pixels[i] < 1, "pixel " + pixels[i]);
            }
            assertTrue(mean(pixels, false) > 0);
        }
    }

    /** But for what leaves the crop, light goes from nuclei to their surroundings; the mirrored edge keeps it. */
    @Test
    void blurKeepsTheLight() {
        for (int number = 0; number < 30; number++) {
            float[] pixels = varied(3, number);
            double before = 0;
            double after = 0;
                for (int i = 0; i < pixels.length; i++) {
                before += ORIGINAL[i];
                after += pixels[i];
            }
            assertEquals(before, after, 1e-3 * before);
            assertTrue(deviation(pixels, true) > 0);
        }
    }

    @Test
    void noiseIsTheSameInNucleiAndBetweenThem() {
        for (int number = 0; number < 30; number++) {
            float[] pixels = varied(4, number);
            assertEquals(deviation(pixels, false), deviation(pixels, true), 0.2 * deviation(pixels, false));
            assertTrue(deviation(pixels, false) <= 0.09, "deviation " + deviation(pixels, false));
        }
    }
}
