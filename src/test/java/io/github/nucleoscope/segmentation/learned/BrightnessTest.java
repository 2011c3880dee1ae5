package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class BrightnessTest {

    /** 0, 1, … 1000: percentile p of them is 10 p. */
    private static float[] ramp() {
        float[] values = new float[1001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37) % 1001;
        }
        return values;
    }

    @Test
    void isFromTheFirstToThe99Point8thPercentile() {
        Brightness brightness = Brightness.of(ArrayImgs.floats(ramp(), 7, 143), false).orElseThrow();
        assertEquals(10, brightness.low(), 1e-9);
        assertEquals(998, brightness.high(), 1e-9);
        assertEquals(0.5, brightness.apply(504), 1e-6);
    }

    /** Compared with a sort and the linear interpolation of numpy.percentile. */
    @Test
    void percentilesOfAnyPixels() {
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            float[] values = new float[2 + random.nextInt(5000)];
            int levels = 1 + random.nextInt(i % 2 == 0 ? 5 : 100_000);
            for (int p = 0; p < values.length; p++) {
                values[p] = random.nextInt(levels);
            }
            Optional<Brightness> found = Brightness.of(ArrayImgs.floats(values, values.length, 1), false);
            Arrays.sort(values);
            double low = between(values, 0.01);
            double high = between(values, 0.998);
            if (low != high) {
                assertEquals(low, found.orElseThrow().low(), 1e-9 * levels);
                assertEquals(high, found.orElseThrow().high(), 1e-9 * levels);
            }
        }
    }

    private static double between(float[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Test
    void darkNucleiAreSeenAsBrightOnes() {
        float[] inverted = ramp();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 5000 - inverted[i];
        }
        float[] seen = Brightness.of(ArrayImgs.floats(ramp(), 7, 143), false).orElseThrow()
                .apply(ArrayImgs.floats(ramp(), 7, 143));
        float[] dark = Brightness.of(ArrayImgs.floats(inverted, 7, 143), true).orElseThrow()
                .apply(ArrayImgs.floats(inverted, 7, 143));
        assertArrayEquals(seen, dark, 1e-5f);
    }

    @Test
    void exposureAndOffsetDoNotMatter() {
        float[] brighter = ramp();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = 3 * brighter[i] + 100;
        }
        assertArrayEquals(Brightness.of(ArrayImgs.floats(ramp(), 7, 143), false).orElseThrow()
                .apply(ArrayImgs.floats(ramp(), 7, 143)),
                Brightness.of(ArrayImgs.floats(brighter, 7, 143), false).orElseThrow()
                        .apply(ArrayImgs.floats(brighter, 7, 143)), 1e-5f);
    }

    @Test
    void whatIsNotFiniteDoesNotCount() {
        float[] values = ramp();
        float[] more = Arrays.copyOf(values, values.length + 3);
        more[1001] = Float.NaN;
        more[1002] = Float.POSITIVE_INFINITY;
        more[1003] = Float.NEGATIVE_INFINITY;
        Brightness brightness = Brightness.of(ArrayImgs.floats(more, 4, 251), false).orElseThrow();
        assertEquals(10, brightness.low(), 1e-9);
        assertEquals(0, brightness.apply(Float.NaN));
    }

    @Test
    void aFewBrightPixelsOnABlackFieldAreSeen() {
        float[] values = new float[10_000];
        values[5] = 100;
        assertEquals(Optional.of(new Brightness(0, 100)), Brightness.of(ArrayImgs.floats(values, 100, 100), false));
    }

    @Test
    void aBlankPlaneHasNone() {
        assertTrue(Brightness.of(ArrayImgs.floats(new float[100], 10, 10), false).isEmpty());
        float[] nothing = new float[4];
        Arrays.fill(nothing, Float.NaN);
        assertTrue(Brightness.of(ArrayImgs.floats(nothing, 2, 2), true).isEmpty());
    }
}
