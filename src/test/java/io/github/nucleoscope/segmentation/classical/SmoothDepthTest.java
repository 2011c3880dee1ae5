package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import io.github.nucleoscope.images.pixels.DistanceTransform;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.Mask;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class SmoothDepthTest {

    private static final int MASKS = 1000;

    /** Discs that may touch, some cut by the border of their box, some with rough outlines. */
    private static boolean[] mask(int w, int h, Random random) {
        boolean[] mask = new boolean[w * h];
        boolean rough = random.nextBoolean();
        for (int k = random.nextInt(3); k >= 0; k--) {
            double x = w * random.nextDouble();
            double y = h * random.nextDouble();
            double radius = 1 + 12 * random.nextDouble();
            for (int i = 0; i < mask.length; i++) {
                mask[i] |= Math.hypot(i % w - x, i / w - y) < radius + (rough ? 2 * random.nextDouble() : 0);
            }
        }
        return mask;
    }

    private static float[] byTwoSteps(boolean[] mask, int w, int h) {
        float[] depths = FloatPlane.values(GaussianBlur.blur(DistanceTransform.of(Mask.of(mask, w, h)), 1));
        for (int i = 0; i < depths.length; i++) {
            depths[i] = mask[i] ? depths[i] : 0;
        }
        return depths;
    }

    @Test
    void isTheBlurredDistanceTransformToTheBit() {
        Random random = new Random(3);
        SmoothDepth depth = new SmoothDepth(1);
        for (int k = 0; k < MASKS; k++) {
            int w = 1 + random.nextInt(40);
            int h = 1 + random.nextInt(40);
            boolean[] mask = mask(w, h, random);
            assertArrayEquals(byTwoSteps(mask, w, h), depth.of(mask, w, h));
        }
    }

    @Test
    void isSoForLargeMasks() {
        boolean[] mask = new boolean[400 * 300];
        Arrays.fill(mask, true);
        mask[150 * 400 + 200] = false;
        assertArrayEquals(byTwoSteps(mask, 400, 300), new SmoothDepth(1).of(mask, 400, 300));
    }

    @Test
    void oneBasinIsSaidOnlyOfWhatTheWatershedLeavesWhole() {
        Random random = new Random(4);
        int whole = 0;
        int known = 0;
        for (int k = 0; k < MASKS; k++) {
            int w = 1 + random.nextInt(40);
            int h = 1 + random.nextInt(40);
            float[] depths = byTwoSteps(mask(w, h, random), w, h);
            boolean one = Watershed.hasOneBasin(depths, w, Necks.TOLERANCE, Necks.MIN_TOLERANCE);
            var parts = Watershed.split(ArrayImgs.floats(depths, w, h), Necks.TOLERANCE, Necks.MIN_TOLERANCE);
            long labels = Arrays.stream(Mask.labels(parts)).filter(label -> label > 0).distinct().count();
            if (one) {
                assertEquals(Math.min(1, labels), labels);
                known++;
            }
            whole += labels <= 1 ? 1 : 0;
        }
        // It is only worthwhile if it is true of most.
        assertTrue(known > 0.8 * whole, known + " of " + whole);
    }
}
