package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Augmentation of crops of several channels. */
class ChannelAugmentationTest {

    private static final Augmentation GEOMETRY = new Augmentation(true, 180, 3, 0.1, 0, 0, 0);
    private static final Augmentation WITHOUT_NOISE = new Augmentation(true, 180, 3, 0.1, 0.1, 0.05, 0,
            StainChange.FULL);
    private static final int EPOCH = 3;

    /** Random values of 1 to 255, with a black frame if there is one. */
    private static float[] crop(int size, int channels, boolean frame) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[size * size * channels];
        for (int i = 0; i < values.length; i++) {
            int x = i / channels % size;
            int y = i / channels / size;
            boolean black = frame && Math.min(Math.min(x, y), size - 1 - Math.max(x, y)) < size / 4;
            values[i] = black ? 0 : 1 + random.nextInt(255);
        }
        return values;
    }

    private static float[] augmented(Augmentation augmentation, Quantity quantity, boolean black, int index,
            float[] source, int channels) {
        float[] destination = new float[source.length + 5];
        Arrays.fill(destination, -5);
        int size = (int) Math.sqrt(source.length / channels);
        new CropAugmenter(augmentation, quantity, black, 1).write(source, size, channels, EPOCH, index, destination, 2);
        for (int i : new int[] {0, 1, source.length + 2, source.length + 3, source.length + 4}) {
            assertEquals(-5, destination[i], "written outside");
        }
        return Arrays.copyOfRange(destination, 2, 2 + source.length);
    }

    private static float[] channel(float[] values, int channel, int channels) {
        float[] one = new float[values.length / channels];
        for (int i = 0; i < one.length; i++) {
            one[i] = values[i * channels + channel];
        }
        return one;
    }

    /**
     * The augmentation pixel by pixel in double precision, without noise: of one channel, the project's first version,
     * from the same random numbers.
     */
    private static double[] twin(Augmentation augmentation, Quantity quantity, boolean black, int index,
            float[] source, int size, int channels) {
        long bits = SeedMix.mix(1, EPOCH, index);
        int transform = augmentation.flips() ? (int) (bits >>> 61) : 0;
        SplittableRandom random = new SplittableRandom(bits);
        double angle = Math.toRadians(uniform(random, augmentation.rotation()));
        double magnification = Math.exp(uniform(random, Math.log1p(augmentation.scale())));
        double shiftX = uniform(random, augmentation.shift());
        double shiftY = uniform(random, augmentation.shift());
        double centre = (size - 1) / 2.0;
        double[] moved = new double[source.length];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double dx = (x - centre - shiftX) / magnification;
                double dy = (y - centre - shiftY) / magnification;
                double turnedX = Math.cos(angle) * dx + Math.sin(angle) * dy;
                double turnedY = Math.cos(angle) * dy - Math.sin(angle) * dx;
                double fromX = ((transform & 1) != 0 ? -1 : 1) * ((transform & 4) != 0 ? turnedY : turnedX) + centre;
                double fromY = ((transform & 2) != 0 ? -1 : 1) * ((transform & 4) != 0 ? turnedX : turnedY) + centre;
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        int atX = left + i % 2;
                        int atY = top + i / 2;
                        double weight = (1 - Math.abs(fromX - atX)) * (1 - Math.abs(fromY - atY));
                        int inX = Math.max(0, Math.min(size - 1, atX));
                        int inY = Math.max(0, Math.min(size - 1, atY));
                        boolean outside = atX != inX || atY != inY;
                        sum += black && outside ? 0 : weight * source[(inY * size + inX) * channels + c];
                    }
                    moved[(y * size + x) * channels + c] = sum;
                }
            }
        }
        double[] changed = moved.clone();
        for (int c = 0; c < channels; c++) {
            float[] plane = channel(source, c, channels);
            Arrays.sort(plane);
            double range = plane[plane.length - 1] - plane[0];
            boolean density = quantity == Quantity.OPTICAL_DENSITY;
            double gain = Math.exp(uniform(random, Math.log(density ? 1.3 : 1 + augmentation.gain())));
            // 0.08 in units of 255 / ln(256)
            double offset = density ? uniform(random, 0.08 * 255 / Math.log(256))
                    : uniform(random, augmentation.offset()) * range;
            for (int i = c; i < changed.length; i += channels) {
                int first = i / channels * channels;
                boolean background = black && IntStream.range(first, first + channels).allMatch(k -> moved[k] == 0);
                changed[i] = background ? 0 : gain * moved[i] + offset;
            }
        }
        return changed;
    }

    private static double uniform(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 2", "7, 1", "8, 3", "33, 1", "33, 3", "20, 5"})
    void equalsATwinThatWorksPixelByPixel(int size, int channels) {
        for (Quantity quantity : Quantity.values()) {
            for (boolean black : new boolean[] {false, true}) {
                float[] source = crop(size, channels, black);
                for (int index = 0; index < 40; index++) {
                    double[] expected = twin(WITHOUT_NOISE, quantity, black, index, source, size, channels);
                    float[] found = augmented(WITHOUT_NOISE, quantity, black, index, source, channels);
                    for (int i = 0; i < found.length; i++) {
                        // A position that is rounded across the border of a black background is a jump of up to the
                        // offset, at values of nearly 0.
                        boolean border = black && expected[i] == 0 != (found[i] == 0)
                                && Math.abs(expected[i] - found[i]) < 0.08 * 255;
                        assertTrue(border || Math.abs(expected[i] - found[i]) < 2e-3, quantity + ", black " + black
                                + ", crop " + index + ", value " + i + ": " + expected[i] + " and " + found[i]);
                    }
                }
            }
        }
    }

    @Test
    void geometryMovesEachChannelAsIfItWereAloneAndWhateverItsPlace() {
        int[] order = {2, 0, 1};
        for (Augmentation augmentation : new Augmentation[] {Augmentation.FLIPS, GEOMETRY}) {
            for (boolean black : new boolean[] {false, true}) {
                float[] source = crop(13, 3, black);
                float[] permuted = new float[source.length];
                for (int i = 0; i < source.length; i++) {
                    permuted[i] = source[i / 3 * 3 + order[i % 3]];
                }
                for (int index = 0; index < 40; index++) {
                    float[] found = augmented(augmentation, Quantity.INTENSITY, black, index, source, 3);
                    float[] foundOfPermuted = augmented(augmentation, Quantity.INTENSITY, black, index, permuted, 3);
                    for (int c = 0; c < 3; c++) {
                        float[] alone = augmented(augmentation, Quantity.INTENSITY, black, index,
                                channel(source, c, 3), 1);
                        assertArrayEquals(alone, channel(found, c, 3));
                        assertArrayEquals(channel(found, order[c], 3), channel(foundOfPermuted, c, 3));
                    }
                }
            }
        }
    }

    /** 4,000 crops: a mean of uniform numbers from -m to m is off by m / sqrt(12,000), 0.9 % of m, one sigma. */
    @Test
    void gainAndOffsetOfDensitiesAreUniformAndOfEachChannelItsOwn() {
        int crops = 4000;
        int channels = 3;
        float[] source = {10, 20, 30, 110, 120, 130, 60, 70, 80, 60, 70, 80};
        Augmentation stain = new Augmentation(false, 0, 0, 0, 0.1, 0.05, 0, StainChange.FULL);
        double[][] gains = new double[channels][crops];
        double[][] offsets = new double[channels][crops];
        for (int index = 0; index < crops; index++) {
            float[] found = augmented(stain, Quantity.OPTICAL_DENSITY, false, index, source, channels);
            for (int c = 0; c < channels; c++) {
                double gain = (found[3 + c] - found[c]) / 100.0;
                // In units of the largest: ln(1.3), and 0.08 natural-log units of density at 255 / ln(256) values each.
                gains[c][index] = Math.log(gain) / Math.log(1.3);
                offsets[c][index] = (found[c] - gain * source[c]) / (0.08 * 255 / Math.log(256));
            }
        }
        double[][] all = {gains[0], gains[1], gains[2], offsets[0], offsets[1], offsets[2]};
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                int a = i;
                int b = j;
                double product = IntStream.range(0, crops).mapToDouble(k -> all[a][k] * all[b][k]).sum() / crops;
                assertEquals(i == j ? 1.0 / 3 : 0, product, 0.03, "second moment of " + i + " and " + j);
            }
            assertEquals(0, Arrays.stream(all[i]).sum() / crops, 0.045);
            assertEquals(1, Arrays.stream(all[i]).max().orElseThrow(), 0.005);
            assertEquals(-1, Arrays.stream(all[i]).min().orElseThrow(), 0.005);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlackBackgroundStaysBlackAndOneDarkChannelIsNoBackground(boolean black) {
        int size = 16;
        float[] source = crop(size, 3, true);
        int nucleus = (8 * size + 8) * 3;
        source[nucleus] = 0;
        int changed = 0;
        for (int index = 0; index < 20; index++) {
            float[] found = augmented(new Augmentation(false, 0, 0, 0, 0, 0, 0.02, StainChange.FULL),
                    Quantity.OPTICAL_DENSITY, black, index, source, 3);
            assertTrue(found[nucleus] != 0, "dark in one channel");
            for (int c = 0; c < 3; c++) {
                changed += found[c] == 0 ? 0 : 1;
            }
        }
        assertEquals(black ? 0 : 60, changed);
    }

    @Test
    void severalThreadsWriteWhatOneWrites() {
        float[] source = crop(24, 3, false);
        CropAugmenter augmenter = new CropAugmenter(Augmentation.FULL, Quantity.OPTICAL_DENSITY, false, 1);
        float[] together = new float[64 * source.length];
        IntStream.range(0, 64).parallel().forEach(
                i -> augmenter.write(source, 24, 3, EPOCH, i, together, i * source.length));
        for (int i = 63; i >= 0; i--) {
            assertArrayEquals(augmented(Augmentation.FULL, Quantity.OPTICAL_DENSITY, false, i, source, 3),
                    Arrays.copyOfRange(together, i * source.length, (i + 1) * source.length));
        }
    }
}
