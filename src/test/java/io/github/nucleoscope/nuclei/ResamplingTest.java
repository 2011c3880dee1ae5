package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {

    @Test
    void theSameSizeIsTheSamePlane() {
        float[] values = {1, 2, 3, 4, 5, 6};
        assertSame(values, Resampling.of(values, 3, 2, 3, 2));
    }

    /** By hand: new centres lie at -0.25, 0.25, 0.75 and 1.25 of the old ones. */
    @Test
    void twiceAsLarge() {
        assertArrayEquals(new float[] {0, 2, 6, 8}, Resampling.of(new float[] {0, 8}, 2, 1, 4, 1), 1e-6f);
        assertArrayEquals(new float[] {0, 2, 6, 8}, Resampling.of(new float[] {0, 8}, 1, 2, 1, 4), 1e-6f);
    }

    /**
     * By hand: the weights of four pixels around a new one are 1, 3, 3, 1 eighths; at the ends the outer one is
     * missing.
     */
    @Test
    void halfAsLarge() {
        assertArrayEquals(new float[] {(3 * 0 + 3 * 7 + 1 * 14) / 7f, (1 * 7 + 3 * 14 + 3 * 21) / 7f},
                Resampling.of(new float[] {0, 7, 14, 21}, 4, 1, 2, 1), 1e-5f);
    }

    /** Nothing moves: the centre of a spot stays where it is, in parts of the plane. */
    @ParameterizedTest
    @CsvSource({"61, 47", "23, 30", "160, 111", "40, 30", "200, 17"})
    void nothingMoves(int toWidth, int toHeight) {
        int width = 40;
        int height = 30;
        float[] spot = new float[width * height];
        for (int i = 0; i < spot.length; i++) {
            spot[i] = (float) Math.exp(-(Math.pow(i % width - 14.3, 2) + Math.pow(i / width - 16.6, 2)) / 18);
        }
        float[] seen = Resampling.of(spot, width, height, toWidth, toHeight);
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < seen.length; i++) {
            sum += seen[i];
            x += seen[i] * (i % toWidth + 0.5) / toWidth;
            y += seen[i] * (i / toWidth + 0.5) / toHeight;
        }
        assertEquals(14.8 / width, x / sum, 1e-3);
        assertEquals(17.1 / height, y / sum, 1e-3);
    }

    @Test
    void aFlatPlaneStaysFlatAndNoValueLeavesTheRange() {
        float[] flat = new float[35];
        Arrays.fill(flat, 0.3f);
        for (float value : Resampling.of(flat, 7, 5, 19, 2)) {
            assertEquals(0.3f, value, 1e-6f);
        }
        Random random = new Random(3);
        float[] noise = new float[35];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        for (float value : Resampling.of(noise, 7, 5, 3, 21)) {
            assertEquals(0.5f, value, 0.5f);
        }
    }

    /** Any part of a plane, resampled from the pixels that it needs, has the pixels of the whole. */
    @Test
    void aPartIsThatOfTheWhole() {
        Random random = new Random(4);
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            int toWidth = random.nextBoolean() ? width : 1 + random.nextInt(90);
            int toHeight = random.nextBoolean() ? height : 1 + random.nextInt(90);
            float[] values = new float[width * height];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            float[] whole = Resampling.of(values, width, height, toWidth, toHeight);
            ResampledAxis x = part(width, toWidth, random);
            ResampledAxis y = part(height, toHeight, random);
            float[] needed = cut(values, width, x.sourceFrom(), x.sourceTo(), y.sourceFrom(), y.sourceTo());
            assertArrayEquals(cut(whole, toWidth, x.from(), x.to(), y.from(), y.to()), Resampling.of(needed, x, y), 0,
                    x + " " + y);
        }
    }

    private static ResampledAxis part(int length, int toLength, Random random) {
        int from = random.nextInt(toLength);
        return new ResampledAxis(length, toLength, from, from + 1 + random.nextInt(toLength - from));
    }

    private static float[] cut(float[] values, int width, int left, int right, int top, int bottom) {
        float[] part = new float[(right - left) * (bottom - top)];
        for (int y = top; y < bottom; y++) {
            System.arraycopy(values, y * width + left, part, (y - top) * (right - left), right - left);
        }
        return part;
    }
}
