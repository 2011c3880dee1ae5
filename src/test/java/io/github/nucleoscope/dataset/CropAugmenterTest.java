package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.github.nucleoscope.nuclei.SquareSymmetry;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class CropAugmenterTest {

    /** Flips alone are those of the square, by the number that was drawn, and written where they were asked for. */
    @Test
    void flipsAreThoseOfTheSquare() {
        CropAugmenter augmenter = flips(4);
        for (int index = 0; index < 50; index++) {
            float[] written = new float[4 + 25 + 3];
            float[] expected = written.clone();
            augmenter.write(ramp(5), 5, 1, 2, index, written, 4);
            SquareSymmetry.write(ramp(5), 5, 1, augmenter.transform(2, index), expected, 4);
            assertArrayEquals(expected, written);
        }
    }

    @Test
    void transformIsAFunctionOfSeedEpochAndIndex() {
        CropAugmenter augmentation = flips(1);
        int[] first = transforms(augmentation, 0);
        assertArrayEquals(first, transforms(flips(1), 0));
        assertNotEquals(Arrays.toString(first), Arrays.toString(transforms(augmentation, 1)));
        assertNotEquals(Arrays.toString(first), Arrays.toString(transforms(flips(2), 0)));
    }

    /** 80,000 draws: each transform 10,000 times, give or take 94 (one sigma), in each crop's and epoch's series. */
    @Test
    void transformsAreEquallyLikely() {
        CropAugmenter augmentation = flips(3);
        int[] overIndices = new int[8];
        int[] overEpochs = new int[8];
        for (int i = 0; i < 80_000; i++) {
            overIndices[augmentation.transform(0, i)]++;
            overEpochs[augmentation.transform(i, 0)]++;
        }
        for (int transform = 0; transform < 8; transform++) {
            assertEquals(10_000, overIndices[transform], 5 * 94);
            assertEquals(10_000, overEpochs[transform], 5 * 94);
        }
    }

    @Test
    void badInputIsRefused() {
        float[] destination = new float[16];
        assertThrows(IllegalArgumentException.class, () -> flips(1).write(ramp(3), 4, 1, 0, 0, destination, 0));
        assertThrows(IllegalArgumentException.class, () -> flips(1).write(ramp(4), 4, 3, 0, 0, destination, 0));
        assertTrue(Arrays.equals(new float[16], destination));
    }

    private static CropAugmenter flips(long seed) {
        return new CropAugmenter(Augmentation.FLIPS, Quantity.INTENSITY, true, seed);
    }

    private static int[] transforms(CropAugmenter augmentation, int epoch) {
        int[] transforms = new int[100];
        for (int i = 0; i < transforms.length; i++) {
            transforms[i] = augmentation.transform(epoch, i);
        }
        return transforms;
    }

    /** All values differ. */
    private static float[] ramp(int size) {
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    // ---- more than flips ----

    private static final int SIZE = 33;

    /** A disc on black, brighter to the right and to the bottom. */
    private static float[] disc() {
        float[] pixels = new float[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (Math.hypot(x - 16, y - 16) < 9) {
                    pixels[y * SIZE + x] = 100 + 4 * x + y;
                }
            }
        }
        return pixels;
    }

    private static float[] varied(Augmentation augmentation, boolean black, long seed, int index, float[] source) {
        float[] destination = new float[source.length + 7];
        Arrays.fill(destination, -5);
        new CropAugmenter(augmentation, Quantity.INTENSITY, black, seed).write(source,
                (int) Math.sqrt(source.length), 1, 3, index, destination, 4);
        for (int i : new int[] {0, 1, 2, 3, source.length + 4, source.length + 5, source.length + 6}) {
            assertEquals(-5, destination[i], "written outside");
        }
        return Arrays.copyOfRange(destination, 4, 4 + source.length);
    }

    /** Centre of mass in X and Y, and the sum. */
    private static double[] mass(float[] pixels) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < pixels.length; i++) {
            sum += pixels[i];
            sumX += pixels[i] * (i % SIZE);
            sumY += pixels[i] * (i / SIZE);
        }
        return new double[] {sumX / sum, sumY / sum, sum};
    }

    @Test
    void noneLeavesCropsAsTheyAreAndFlipsOnlyMovePixels() {
        float[] source = disc();
        float[] sorted = source.clone();
        Arrays.sort(sorted);
        Set<String> images = new HashSet<>();
        for (int index = 0; index < 60; index++) {
            assertArrayEquals(source, varied(Augmentation.NONE, true, 1, index, source));
            float[] flipped = varied(Augmentation.FLIPS, true, 1, index, source);
            images.add(Arrays.toString(flipped));
            Arrays.sort(flipped);
            assertArrayEquals(sorted, flipped);
        }
        assertEquals(8, images.size());
    }

    @Test
    void theAffinePassWithFlipsAloneWouldMovePixelsExactly() {
        // So small a rotation that it moves nothing: what is left of the pass are the flips.
        Augmentation hardly = new Augmentation(true, 1e-9, 0, 0, 0, 0, 0);
        float[] source = disc();
        for (int index = 0; index < 60; index++) {
            assertArrayEquals(varied(Augmentation.FLIPS, true, 1, index, source),
                    varied(hardly, true, 1, index, source), 1e-3f);
        }
    }

    @Test
    void rotationsKeepTheCentreAndTheMassAndComeInAllDirections() {
        Augmentation rotation = new Augmentation(false, 180, 0, 0, 0, 0, 0);
        double[] before = mass(disc());
        double radius = Math.hypot(before[0] - 16, before[1] - 16);
        boolean[] quadrants = new boolean[4];
        for (int index = 0; index < 200; index++) {
            double[] after = mass(varied(rotation, true, 1, index, disc()));
            assertEquals(before[2], after[2], 0.01 * before[2]);
            // The brightness turns with the disc, about the crop's centre.
            assertEquals(radius, Math.hypot(after[0] - 16, after[1] - 16), 0.05 * radius + 0.02);
            quadrants[(after[0] > 16 ? 1 : 0) + (after[1] > 16 ? 2 : 0)] = true;
        }
        assertArrayEquals(new boolean[] {true, true, true, true}, quadrants);
    }

    @Test
    void shiftsMoveTheCentreWithinTheirRange() {
        Augmentation shift = new Augmentation(false, 0, 4, 0, 0, 0, 0);
        double[] before = mass(disc());
        double most = 0;
        for (int index = 0; index < 200; index++) {
            double[] after = mass(varied(shift, true, 1, index, disc()));
            assertEquals(before[2], after[2], 1e-3 * before[2]);
            for (int axis = 0; axis < 2; axis++) {
                double moved = Math.abs(after[axis] - before[axis]);
                assertTrue(moved <= 4.01, "moved by " + moved);
                most = Math.max(most, moved);
            }
        }
        assertTrue(most > 3.8, "moved by at most " + most);
    }

    @Test
    void magnificationChangesTheAreaWithinItsRange() {
        Augmentation scale = new Augmentation(false, 0, 0, 0.25, 0, 0, 0);
        double before = mass(disc())[2];
        double least = 9;
        double most = 0;
        for (int index = 0; index < 200; index++) {
            double factor = Math.sqrt(mass(varied(scale, true, 1, index, disc()))[2] / before);
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertEquals(0.8, least, 0.02); // 1 / 1.25
        assertEquals(1.25, most, 0.02);
    }

    @Test
    void gainAndOffsetLeaveABlackBackgroundBlack() {
        float[] source = disc();
        Augmentation intensity = new Augmentation(false, 0, 0, 0, 0.5, 0.25, 0);
        float[] after = varied(intensity, true, 1, 8, source);
        // Two pixels tell the gain and the offset; all others must agree.
        int a = 16 * SIZE + 12;
        int b = 18 * SIZE + 20;
        double gain = (after[a] - after[b]) / (source[a] - source[b]);
        double offset = after[a] - gain * source[a];
        assertTrue(Math.abs(gain - 1) > 0.01 && Math.abs(offset) > 1, "gain " + gain + ", offset " + offset);
        for (int i = 0; i < source.length; i++) {
            assertEquals(source[i] == 0 ? 0 : gain * source[i] + offset, after[i], 1e-2);
        }
        float[] kept = varied(intensity, false, 1, 8, source);
        assertEquals(offset, kept[0], 1e-2, "a background that is kept changes too");
    }

    @Test
    void noiseHasItsStandardDeviationAndNoMean() {
        Augmentation noise = new Augmentation(false, 0, 0, 0, 0, 0, 0.1);
        float[] source = disc();
        double largest = 0;
        for (int index = 0; index < 100; index++) {
            float[] after = varied(noise, false, 1, index, source);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < source.length; i++) {
                sum += after[i] - source[i];
                squares += Math.pow(after[i] - source[i], 2);
            }
            double deviation = Math.sqrt(squares / source.length);
            assertEquals(0, sum / source.length, 5 * deviation / SIZE + 1e-4);
            largest = Math.max(largest, deviation);
        }
        double range = 0;
        for (float value : source) {
            range = Math.max(range, value);
        }
        assertEquals(0.1 * range, largest, 0.01 * range);
    }

    @Test
    void outsideTheCropIsBlackOrItsEdge() {
        Augmentation far = new Augmentation(false, 180, 40, 0, 0, 0, 0);
        float[] source = new float[SIZE * SIZE];
        Arrays.fill(source, 7);
        boolean black = false;
        for (int index = 0; index < 20; index++) {
            for (float value : varied(far, false, 1, index, source)) {
                assertEquals(7, value, 1e-5);
            }
            for (float value : varied(far, true, 1, index, source)) {
                assertTrue(value >= 0 && value <= 7.00001f, "value " + value);
                black |= value == 0;
            }
        }
        assertTrue(black);
    }

    @Test
    void allOfItIsAFunctionOfSeedEpochAndIndex() {
        float[] source = disc();
        Set<String> images = new HashSet<>();
        for (int index = 0; index < 20; index++) {
            float[] first = varied(Augmentation.FULL, true, 1, index, source);
            assertArrayEquals(first, varied(Augmentation.FULL, true, 1, index, source));
            images.add(Arrays.toString(first));
            images.add(Arrays.toString(varied(Augmentation.FULL, true, 2, index, source)));
        }
        assertEquals(40, images.size());
    }

    @Test
    void rangesOutOfRangeAreRefusedAndTheDescriptionNamesThem() {
        assertThrows(InputException.class, () -> new Augmentation(true, 181, 0, 0, 0, 0, 0));
        assertThrows(InputException.class, () -> new Augmentation(true, 0, Double.NaN, 0, 0, 0, 0));
        assertThrows(InputException.class, () -> new Augmentation(true, 0, 0, -0.1, 0, 0, 0));
        assertThrows(InputException.class, () -> new StainChange(-0.1, 0));
        assertThrows(InputException.class, () -> new StainChange(0, Double.NaN));
        assertEquals("none", Augmentation.NONE.description());
        assertEquals("flips and quarter turns, rotation up to 180.0 degrees, shift up to 3.0 pixels, scale up to 0.1, "
                + "gain up to 0.1, offset up to 0.05, gain of optical densities up to 0.3, offset of optical densities "
                + "up to 0.08, noise up to 0.02", Augmentation.FULL.description());
    }
}
