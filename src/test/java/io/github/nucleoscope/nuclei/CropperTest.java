package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class CropperTest {

    private static final CropSettings RAW = new CropSettings(8, Scale.FIXED, Background.KEEP, false);
    private static final CropSettings RAW_ZERO = new CropSettings(8, Scale.FIXED, Background.ZERO, false);
    private static final CropSettings ZERO = new CropSettings(8, Scale.FIXED, Background.ZERO, true);
    private static final CropSettings KEEP = new CropSettings(8, Scale.FIXED, Background.KEEP, true);
    private static final CropSettings FIT = new CropSettings(32, Scale.FIT, Background.ZERO, true);

    /** 20 x 10 pixels of value 100 y + x. */
    private static float[] ramp() {
        float[] values = new float[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * (i / 20) + i % 20;
        }
        return values;
    }

    /** A nucleus that fills a box of a 20 x 10 image. */
    private static Nucleus box(RandomAccessibleInterval<FloatType> plane, int x0, int y0, int width, int height) {
        int[] labels = new int[200];
        for (int y = y0; y < y0 + height; y++) {
            for (int x = x0; x < x0 + width; x++) {
                labels[y * 20 + x] = 5;
            }
        }
        return NucleusList.of(ArrayImgs.ints(labels, 20, 10), plane).get(0);
    }

    private static RandomAccessibleInterval<FloatType> plane(float[] values) {
        return Views.translate(ArrayImgs.floats(values, 20, 10), -3, 40);
    }

    private static float[] cropOf(float[] values, CropSettings settings, int x0, int y0, int width, int height) {
        RandomAccessibleInterval<FloatType> plane = plane(values);
        Crop crop = new Cropper(settings).crop(List.of(plane), PixelScale.Factor.ONE,
                box(plane, x0, y0, width, height), "image", 1);
        assertEquals("image", crop.source());
        assertEquals(5, crop.label());
        return crop.values();
    }

    @Test
    void copiesTheWindowAroundTheBox() {
        // A box of 4 x 2 at (8, 4): the window of 8 x 8 starts 2 to the left and 3 above.
        float[] crop = cropOf(ramp(), RAW, 8, 4, 4, 2);
        for (int i = 0; i < 64; i++) {
            assertEquals(100 * (1 + i / 8) + 6 + i % 8, crop[i]);
        }
        float[] zeroed = cropOf(ramp(), RAW_ZERO, 8, 4, 4, 2);
        for (int i = 0; i < 64; i++) {
            boolean inside = i % 8 >= 2 && i % 8 < 6 && i / 8 >= 3 && i / 8 < 5;
            assertEquals(inside ? crop[i] : 0, zeroed[i]);
        }
    }

    @Test
    void padsOutsideTheImageWithZero() {
        float[] crop = cropOf(ramp(), RAW, 0, 0, 2, 2);
        for (int i = 0; i < 64; i++) {
            int x = i % 8 - 3;
            int y = i / 8 - 3;
            assertEquals(x < 0 || y < 0 ? 0 : 100 * y + x, crop[i]);
        }
    }

    @Test
    void normalisesOverTheNucleusOrTheWindow() {
        float[] zero = cropOf(ramp(), ZERO, 8, 4, 4, 2);
        assertEquals(0, zero[3 * 8 + 2]);
        assertEquals(255, zero[4 * 8 + 5]);
        // Values are 408 to 511; the pixel right of the first is 409.
        assertEquals(255f / 103, zero[3 * 8 + 3], 1e-5);
        float[] keep = cropOf(ramp(), KEEP, 8, 4, 4, 2);
        assertEquals(0, keep[0]);
        assertEquals(255, keep[63]);
    }

    @Test
    void flatNucleiBecomeTheMiddle() {
        float[] flat = new float[200];
        Arrays.fill(flat, -7);
        float[] zero = cropOf(flat, ZERO, 8, 4, 4, 2);
        for (int i = 0; i < 64; i++) {
            boolean inside = i % 8 >= 2 && i % 8 < 6 && i / 8 >= 3 && i / 8 < 5;
            assertEquals(inside ? 127.5f : 0, zero[i]);
        }
        float[] keep = cropOf(flat, KEEP, 0, 0, 2, 2);
        assertEquals(0, keep[0]);
        assertEquals(127.5f, keep[63]);
    }

    @Test
    void nonFinitePixelsHaveAPlace() {
        float[] values = ramp();
        values[4 * 20 + 8] = Float.NaN;
        values[4 * 20 + 9] = Float.POSITIVE_INFINITY;
        values[5 * 20 + 11] = Float.NEGATIVE_INFINITY;
        float[] crop = cropOf(values, ZERO, 8, 4, 4, 2);
        assertEquals(0, crop[3 * 8 + 2]);
        assertEquals(255, crop[3 * 8 + 3]);
        assertEquals(0, crop[4 * 8 + 5]);
        // The finite pixels are 410, 411, 508, 509, 510.
        assertEquals(0, crop[3 * 8 + 4]);
        assertEquals(255, crop[4 * 8 + 4]);
        float[] raw = cropOf(values, RAW_ZERO, 8, 4, 4, 2);
        assertEquals(0, raw[3 * 8 + 2]);
        assertEquals(510, raw[3 * 8 + 3]);
        assertEquals(410, raw[4 * 8 + 5]);
        Arrays.fill(values, Float.NaN);
        for (CropSettings settings : new CropSettings[] {RAW, RAW_ZERO, ZERO, KEEP, FIT}) {
            for (float value : cropOf(values, settings, 8, 4, 4, 2)) {
                assertEquals(0, value);
            }
        }
    }

    @Test
    void fitFillsTheCropAndHidesTheSize() {
        for (int r : new int[] {3, 6, 12, 24, 47}) {
            var disc = Drawing.disc(50, 50, r);
            var plane = Drawing.shape(101, 101, 10, 20, disc);
            int[] labels = new int[101 * 101];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = disc.test(i % 101, i / 101) ? 1 : 0;
                FloatPlane.values(plane)[i] += i % 101;
            }
            Nucleus nucleus = NucleusList.of(ArrayImgs.ints(labels, 101, 101), plane).get(0);
            Cropper cropper = new Cropper(FIT);
            float[] crop = cropper.crop(List.of(plane), PixelScale.Factor.ONE, nucleus, "", 1).values();
            int inside = 0;
            for (int i = 0; i < crop.length; i++) {
                inside += crop[i] > 0 ? 1 : 0;
                // The disc is 32 / 1.1 = 29 wide: columns 0 and 31 are margin.
                assertTrue(i % 32 > 0 && i % 32 < 31 || crop[i] == 0);
            }
            // The longer side, 2 r + 1, becomes 32 / 1.1 pixels; areas grow by the square.
            double expected = nucleus.area() * Math.pow(32 / 1.1 / (2 * r + 1), 2);
            assertEquals(expected, inside, 0.06 * expected);
            assertFalse(cropper.cutsOff(nucleus, 1));
        }
    }

    @Test
    void enlargesLinearlyAndShrinksByTheMean() {
        // A linear ramp stays one under both, away from the border: f(x, y) = 3 x - 2 y at the window's coordinates.
        float[] values = new float[200 * 200];
        int[] labels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 * (i % 200) - 2 * (i / 200);
            labels[i] = i % 200 >= 98 && i % 200 < 103 && i / 200 >= 97 && i / 200 < 101 ? 1 : 0;
        }
        var plane = ArrayImgs.floats(values, 200, 200);
        Nucleus nucleus = NucleusList.of(ArrayImgs.ints(labels, 200, 200), plane).get(0);
        for (double scale : new double[] {0.1, 0.37, 0.999, 1.001, 2, 3.3, 40}) {
            float[] crop = new Cropper(RAW).crop(List.of(plane), PixelScale.Factor.ONE, nucleus, "", scale).values();
            for (int i = 0; i < 64; i++) {
                double x = 100 + (i % 8 - 3.5) / scale;
                double y = 98.5 + (i / 8 - 3.5) / scale;
                // The mean over part pixels of a ramp is off by at most an eighth of a pixel's step.
                assertEquals(3 * x - 2 * y, crop[i], scale < 1 ? 0.7 : 1e-3, "scale " + scale);
            }
        }
    }

    @Test
    void shrinkingCountsEveryPixelOnce() {
        // Scale 1/4: each crop pixel is the mean of 4 x 4 image pixels.
        float[] values = new float[32 * 32];
        int[] labels = new int[values.length];
        Random random = new Random(14);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1000);
            labels[i] = 1;
        }
        var plane = ArrayImgs.floats(values, 32, 32);
        Nucleus nucleus = NucleusList.of(ArrayImgs.ints(labels, 32, 32), plane).get(0);
        float[] crop = new Cropper(RAW_ZERO).crop(List.of(plane), PixelScale.Factor.ONE, nucleus, "", 0.25).values();
        for (int i = 0; i < 64; i++) {
            double sum = 0;
            for (int k = 0; k < 16; k++) {
                sum += values[(i / 8 * 4 + k / 4) * 32 + i % 8 * 4 + k % 4];
            }
            assertEquals(sum / 16, crop[i], 1e-3);
        }
    }

    @Test
    void cropsAreFiniteAndInRangeWhateverIsInTheImage() {
        Random random = new Random(15);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, 0,
            Double.MIN_VALUE, 5, 5, 6};
        for (int round = 0; round < 500; round++) {
            int width = 1 + random.nextInt(12);
            int height = 1 + random.nextInt(12);
            double[] values = new double[width * height];
            int[] labels = new int[values.length];
            int kinds = 1 + random.nextInt(odd.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = odd[random.nextInt(kinds)];
                labels[i] = random.nextInt(3);
            }
            var plane = ArrayImgs.doubles(values, width, height);
            double scale = random.nextInt(3) == 0 ? 1 : Math.pow(2, 4 * random.nextGaussian());
            for (CropSettings settings : new CropSettings[] {RAW, RAW_ZERO, ZERO, KEEP, FIT}) {
                Cropper cropper = new Cropper(settings);
                for (Nucleus nucleus : NucleusList.of(ArrayImgs.ints(labels, width, height), plane)) {
                    check(cropper.crop(List.of(plane), PixelScale.Factor.ONE, nucleus, "",
                            Math.max(0.001, Math.min(1000, scale))), settings);
                }
                check(cropper.ofWhole(List.of(plane), PixelScale.Factor.ONE, "", false), settings);
            }
        }
    }

    private static void check(Crop crop, CropSettings settings) {
        assertEquals(settings.size() * settings.size(), crop.values().length);
        for (float value : crop.values()) {
            assertTrue(Float.isFinite(value));
            assertTrue(settings.normalisation() == Normalisation.NONE || value >= 0 && value <= 255,
                    () -> "value " + value);
        }
    }

    @Test
    void readyMadeCropsArePaddedCutOrFitted() {
        float[] small = {1, 2, 3, 5};
        float[] padded = new Cropper(KEEP).ofWhole(List.of(ArrayImgs.floats(small, 2, 2)),
                PixelScale.Factor.ONE, "file", true).values();
        float[] expected = new float[64];
        expected[3 * 8 + 3] = 0;
        expected[3 * 8 + 4] = 63.75f;
        expected[4 * 8 + 3] = 127.5f;
        expected[4 * 8 + 4] = 255;
        assertArrayEquals(expected, padded, 1e-4f);
        // 20 x 10, cut to the columns 6 to 13 and the rows 1 to 8; the range is of all of it, 0 to 919.
        Crop cut = new Cropper(KEEP).ofWhole(List.of(plane(ramp())), PixelScale.Factor.ONE, "file", true);
        assertEquals(0, cut.label());
        assertEquals(255 * 106 / 919f, cut.values()[0], 1e-3);
        assertEquals(255 * 813 / 919f, cut.values()[63], 1e-3);
        // Fitted, 20 x 10 fills 32 x 16: rows 0 to 7 and 24 to 31 are padding.
        float[] fitted = new Cropper(FIT).ofWhole(List.of(plane(ramp())), PixelScale.Factor.ONE, "file", true).values();
        assertEquals(0, fitted[7 * 32 + 31]);
        assertTrue(fitted[8 * 32 + 31] > 0);
        assertEquals(255, fitted[23 * 32 + 31], 1e-3);
    }

    @Test
    void saysWhetherANucleusIsCutOff() {
        Nucleus nucleus = box(plane(ramp()), 2, 2, 8, 3);
        assertFalse(new Cropper(ZERO).cutsOff(nucleus, 1));
        assertTrue(new Cropper(ZERO).cutsOff(nucleus, 1.01));
        assertTrue(new Cropper(ZERO).cutsOff(box(plane(ramp()), 2, 0, 3, 9), 1));
        assertFalse(new Cropper(FIT).cutsOff(nucleus, 1.01));
    }

    @Test
    void refusesAbsurdScales() {
        Nucleus nucleus = box(plane(ramp()), 2, 2, 8, 3);
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-4}) {
            assertThrows(InputException.class,
                    () -> new Cropper(ZERO).crop(List.of(plane(ramp())), PixelScale.Factor.ONE, nucleus, "", scale));
        }
    }
}
