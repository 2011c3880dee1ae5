package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.Mask;
import org.junit.jupiter.api.Test;

class HalfHeightTest {

    @Test
    void comparesEachPixelWithTheClassMeansOfItsWindow() {
        Random random = new Random(20);
        int width = 23;
        int height = 15;
        for (double density : new double[] {0, 0.02, 0.3, 0.9, 1}) {
            for (int radius : new int[] {1, 4, 100}) {
                var img = Drawing.noise(width, height, random);
                var mask = Drawing.randomMask(width, height, density, random);
                boolean[] before = Mask.pixels(mask).clone();
                boolean[] valid = Mask.pixels(Drawing.randomMask(width, height, 0.9, random));
                HalfHeight.refine(img, valid, mask, radius);
                for (int i = 0; i < before.length; i++) {
                    assertEquals(expected(FloatPlane.values(img), valid, before, width, radius, i),
                            Mask.pixels(mask)[i]);
                }
            }
        }
    }

    private static boolean expected(float[] values, boolean[] valid, boolean[] mask, int width, int radius, int i) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int j = 0; j < values.length; j++) {
            if (Math.abs(j % width - i % width) <= radius && Math.abs(j / width - i / width) <= radius) {
                sums[mask[j] ? 1 : 0] += values[j];
                counts[mask[j] ? 1 : 0]++;
            }
        }
        if (counts[0] == 0 || counts[1] == 0) {
            return mask[i];
        }
        return valid[i] && values[i] > (sums[0] / counts[0] + sums[1] / counts[1]) / 2;
    }

    @Test
    void movesOutlinesTowardsHalfHeight() {
        // Edges blurred with sigma 2, 30 and 200 high, thresholded at 20: the bright disc is drawn too large.
        var bright = Drawing.disc(40, 40, 10);
        var dim = Drawing.disc(120, 40, 10);
        var sharp = Drawing.shape(160, 80, 0, 200, bright);
        float[] values = FloatPlane.values(sharp);
        int[] areas = new int[2];
        for (int i = 0; i < values.length; i++) {
            values[i] += dim.test(i % 160, i / 160) ? 30 : 0;
            areas[0] += bright.test(i % 160, i / 160) ? 1 : 0;
        }
        var blurred = GaussianBlur.blur(sharp, 2);
        boolean[] pixels = new boolean[values.length];
        boolean[] valid = new boolean[values.length];
        int before = 0;
        for (int i = 0; i < pixels.length; i++) {
            valid[i] = true;
            pixels[i] = FloatPlane.values(blurred)[i] > 20;
            before += pixels[i] && i % 160 < 80 ? 1 : 0;
        }
        var mask = Mask.of(pixels, 160, 80);
        HalfHeight.refine(blurred, valid, mask, 30);
        int after = 0;
        int dimAfter = 0;
        for (int i = 0; i < pixels.length; i++) {
            after += pixels[i] && i % 160 < 80 ? 1 : 0;
            dimAfter += pixels[i] && i % 160 >= 80 ? 1 : 0;
        }
        // One step does not go all the way: the mean inside still has the rim in it. It goes more than half of it.
        assertEquals(317, areas[0]);
        assertTrue(before > 317 + 100, "the threshold draws too large: " + before);
        assertEquals(317, after, (before - 317) / 2.0);
        // One pixel of the outline is 63 pixels of area.
        assertEquals(317, dimAfter, 31);
    }
}
