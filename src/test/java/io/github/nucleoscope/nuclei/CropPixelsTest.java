package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;

/** Crops of several channels and types, against values that are computed pixel by pixel. */
class CropPixelsTest {

    private static final int SIDE = 20;
    private static final int SIZE = 12;

    private final Random random = new Random(23);

    private int[] pixels() {
        return random.ints(SIDE * SIDE, 0, 256).toArray();
    }

    private static RandomAccessibleInterval<? extends RealType<?>> bytes(int[] values) {
        byte[] stored = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (byte) values[i];
        }
        return ArrayImgs.unsignedBytes(stored, SIDE, SIDE);
    }

    private static RandomAccessibleInterval<? extends RealType<?>> shorts(int[] values, int factor) {
        short[] stored = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (short) (factor * values[i]);
        }
        return ArrayImgs.unsignedShorts(stored, SIDE, SIDE);
    }

    private static RandomAccessibleInterval<? extends RealType<?>> floats(int[] values, double divisor) {
        float[] stored = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (float) (values[i] / divisor);
        }
        return ArrayImgs.floats(stored, SIDE, SIDE);
    }

    /** A nucleus of 6 x 4 pixels with its top left pixel at (x, y), without the pixel (x + 1, y + 1). */
    private static Nucleus nucleus(int x, int y) {
        int[] labels = new int[SIDE * SIDE];
        for (int i = 0; i < 24; i++) {
            labels[(y + i / 6) * SIDE + x + i % 6] = i == 7 ? 0 : 1;
        }
        return NucleusList.of(ArrayImgs.ints(labels, SIDE, SIDE), ArrayImgs.floats(SIDE, SIDE)).get(0);
    }

    private static CropSettings settings(Background background, Normalisation normalisation) {
        return new CropSettings(SIZE, Scale.FIXED, background, normalisation, new ChannelSelection.OfNuclei(),
                new Photometry.Stored(), CropSettings.Centre.NUCLEUS);
    }

    /** The values of a crop whose window begins at (4, 5), as the documentation says. */
    private static double[] twin(List<int[]> channels, Background background, Normalisation normalisation) {
        int count = channels.size();
        double[] values = new double[SIZE * SIZE * count];
        boolean[] inside = new boolean[SIZE * SIZE];
        double[] min = new double[count];
        double[] max = new double[count];
        Arrays.fill(min, 1e9);
        Arrays.fill(max, -1e9);
        for (int i = 0; i < inside.length; i++) {
            int x = 4 + i % SIZE;
            int y = 5 + i / SIZE;
            inside[i] = background == Background.KEEP
                    || x >= 7 && x < 13 && y >= 9 && y < 13 && !(x == 8 && y == 10);
            for (int c = 0; c < count && inside[i]; c++) {
                double value = channels.get(c)[y * SIDE + x];
                values[i * count + c] = value;
                min[c] = Math.min(min[c], value);
                max[c] = Math.max(max[c], value);
            }
        }
        for (int i = 0; i < values.length; i++) {
            int c = i % count;
            double low = min[c];
            double high = max[c];
            for (int other = 0; other < count && normalisation == Normalisation.JOINT; other++) {
                low = Math.min(low, min[other]);
                high = Math.max(high, max[other]);
            }
            if (inside[i / count] && normalisation != Normalisation.NONE) {
                values[i] = 255 * (values[i] - low) / (high - low);
            }
        }
        return values;
    }

    private static void assertValues(double[] expected, float[] found, String what) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-3, what + ", value " + i);
        }
    }

    @Test
    void everyTypeNormalisationAndNumberOfChannelsGivesWhatTheDocumentationSays() {
        for (int count = 1; count <= 4; count++) {
            List<int[]> channels = new ArrayList<>();
            for (int c = 0; c < count; c++) {
                channels.add(pixels());
            }
            for (Background background : Background.values()) {
                for (Normalisation normalisation : Normalisation.values()) {
                    double[] expected = twin(channels, background, normalisation);
                    Cropper cropper = new Cropper(settings(background, normalisation));
                    String what = count + " channels, " + background + ", " + normalisation;
                    assertValues(expected, cropper.crop(channels.stream().map(CropPixelsTest::bytes).toList(),
                            PixelScale.Factor.ONE, nucleus(7, 9), "", 1).values(), what + ", 8 bits");
                    assertValues(expected, cropper.crop(channels.stream().map(values -> shorts(values, 257)).toList(),
                            new PixelScale.Factor(1.0 / 257), nucleus(7, 9), "", 1).values(), what + ", 16 bits");
                    assertValues(expected, cropper.crop(channels.stream().map(values -> floats(values, 255)).toList(),
                            new PixelScale.Factor(255), nucleus(7, 9), "", 1).values(), what + ", 32 bits");
                }
            }
        }
    }

    /** Written with its formula: -ln((v + 1) / (white + 1)), 0 for what is brighter, 255 for ln 256. */
    @Test
    void transmittedLightIsOpticalDensity() {
        int[] values = pixels();
        WhiteLevel white = new WhiteLevel(List.of(240.0, 200.0));
        float[] found = new Cropper(settings(Background.ZERO, Normalisation.NONE)).crop(
                List.of(bytes(values), bytes(values)), new PixelScale.Density(white), nucleus(7, 9), "", 1).values();
        for (int i = 0; i < SIZE * SIZE; i++) {
            int x = 4 + i % SIZE;
            int y = 5 + i / SIZE;
            boolean inside = x >= 7 && x < 13 && y >= 9 && y < 13 && !(x == 8 && y == 10);
            for (int c = 0; c < 2; c++) {
                double density = -Math.log((values[y * SIDE + x] + 1) / (c == 0 ? 241.0 : 201.0));
                assertEquals(inside ? 255 / Math.log(256) * Math.max(0, density) : 0, found[2 * i + c], 1e-3);
            }
        }
    }

    /** Windows, also at the edge of the image, and files. */
    @Test
    void theMiddleIsWhatASmallerCropWouldBe() {
        List<RandomAccessibleInterval<? extends RealType<?>>> channels = List.of(bytes(pixels()), bytes(pixels()));
        for (Background background : Background.values()) {
            for (Normalisation normalisation : Normalisation.values()) {
                CropSettings large = settings(background, normalisation);
                Cropper cropper = new Cropper(large);
                Cropper smaller = new Cropper(large.withSize(8));
                for (int x : new int[] {0, 7, 14}) {
                    assertArrayEquals(
                            smaller.crop(channels, PixelScale.Factor.ONE, nucleus(x, 9), "", 1).values(),
                            cropper.crop(channels, PixelScale.Factor.ONE, nucleus(x, 9), "", 1).middle(8).values(),
                            background + ", " + normalisation + ", at " + x);
                }
                assertArrayEquals(smaller.ofWhole(channels, PixelScale.Factor.ONE, "", true).values(),
                        cropper.ofWhole(channels, PixelScale.Factor.ONE, "", true).middle(8).values(),
                        background + ", " + normalisation + ", file");
            }
        }
    }

    @Test
    void anotherNormalisationIsThatOfANewCrop() {
        List<RandomAccessibleInterval<? extends RealType<?>>> channels = List.of(shorts(pixels(), 40),
                shorts(pixels(), 7));
        for (Normalisation normalisation : Normalisation.values()) {
            Crop crop = new Cropper(settings(Background.ZERO, normalisation)).crop(channels,
                    new PixelScale.Factor(0.02), nucleus(7, 9), "", 1);
            for (Normalisation other : Normalisation.values()) {
                assertArrayEquals(new Cropper(settings(Background.ZERO, other)).crop(channels,
                        new PixelScale.Factor(0.02), nucleus(7, 9), "", 1).values(),
                        crop.withNormalisation(other).values());
            }
        }
    }

    @Test
    void aWrongNumberOfValuesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CropPixels.of(new float[10], 3, 1));
    }
}
