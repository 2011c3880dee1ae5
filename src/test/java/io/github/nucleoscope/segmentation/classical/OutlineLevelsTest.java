package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class OutlineLevelsTest {

    @Test
    void areWhereHeightsFallBelowAFractionOfTheMeanAboveTheOutside() {
        Random random = new Random(5);
        int wider = 0;
        for (int n = 0; n < 2000; n++) {
            boolean flat = n % 2 == 0;
            float[] region = flat ? plateau(random) : region(random);
            float[] before = {7, 5};
            float[] heights = Arrays.copyOf(before, before.length + region.length);
            System.arraycopy(region, 0, heights, before.length, region.length);
            OutlineLevels levels = new OutlineLevels(heights, new int[] {0, 0, before.length, heights.length}, 2);
            levels.find(2);
            int first = end(region, 0, 0.5);
            assertEquals(region[first - 1], levels.lowest()[2]);

            double outside = flat ? 0 : region[region.length - 1] * random.nextDouble() * random.nextDouble();
            levels.find(2, outside);
            int second = end(region, outside, 0.45);
            assertEquals(region[second - 1], levels.lowest()[2]);
            wider += second > first ? 1 : 0;

            int end = levels.end(2) - before.length;
            for (int t = 0; t < region.length; t++) {
                assertEquals(Islands.level(region[t]) >= Islands.level(region[second - 1]), t < end);
            }
        }
        assertTrue(wider > 100 && wider < 1900, wider + " of 2000 outlines are wider the second time");
    }

    /** As a flood sorts it: near equal heights, of the same level, are in no order. */
    private static float[] region(Random random) {
        Float[] heights = new Float[1 + random.nextInt(300)];
        double falls = 3 * random.nextDouble();
        Arrays.setAll(heights, t -> (float) Math.exp(-falls * random.nextDouble()));
        Arrays.sort(heights, (a, b) -> Islands.level(b) - Islands.level(a));
        float[] region = new float[heights.length];
        for (int t = 0; t < region.length; t++) {
            region[t] = heights[t];
        }
        return region;
    }

    /** A step to pixels of one level, in no order, near the first outline. */
    private static float[] plateau(Random random) {
        float[] region = new float[12 + random.nextInt(300)];
        int top = 12 + random.nextInt(region.length - 11);
        Arrays.fill(region, 0, top, 1.0005f + 0.002f * random.nextFloat());
        for (int t = top; t < region.length; t++) {
            region[t] = 0.5f * (1 + 0.0039f * random.nextFloat());
        }
        return region;
    }

    /** The place after the lowest pixel inside, from the definition. */
    private static int end(float[] region, double outside, double fraction) {
        int t = 0;
        double sum = 0;
        while (t < region.length && (t < IntensityFlood.CORE_AREA
                || region[t] - outside >= fraction * (sum / t - outside))) {
            sum += region[t++];
        }
        return t;
    }
}
