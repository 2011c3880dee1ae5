package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.pixels.ConnectedComponentsTest;
import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    private static final SegmentationSettings DEFAULT = SegmentationSettings.DEFAULT;

    private static int[] labels(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Img<IntType> img = ClassicalSegmenter.segment(plane, settings);
        assertArrayEquals(plane.dimensionsAsLongArray(), img.dimensionsAsLongArray());
        int[] labels = new int[(int) img.size()];
        int i = 0;
        for (IntType label : Views.flatIterable(img)) {
            labels[i++] = label.get();
        }
        return labels;
    }

    private static int count(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        return Arrays.stream(labels(plane, settings)).max().getAsInt();
    }

    @Test
    void splitsTwoOverlappingDiscs() {
        var left = Drawing.disc(30, 32, 14);
        var right = Drawing.disc(52, 32, 14);
        var img = Drawing.shape(84, 64, 10, 200, left.or(right));
        assertEquals(2, count(img, DEFAULT));
        assertEquals(1, count(img, DEFAULT.withSplit(false)));
        int[] labels = labels(img, DEFAULT);
        assertEquals(labels[32 * 84 + 20], labels[32 * 84 + 38]);
        assertEquals(labels[32 * 84 + 44], labels[32 * 84 + 62]);
    }

    @Test
    void leavesAnEllipseWhole() {
        for (double ry : new double[] {3, 5, 8, 12, 20}) {
            for (double ratio : new double[] {1, 1.5, 2, 3}) {
                var img = Drawing.shape(160, 60, 10, 200, Drawing.ellipse(80.3, 30.6, ry * ratio, ry));
                // The smallest has 29 pixels.
                assertEquals(1, count(img, DEFAULT.withArea(20, Integer.MAX_VALUE)), ry + " " + ratio);
            }
        }
    }

    @Test
    void keepsTheAreaOfADisc() {
        var disc = Drawing.disc(30, 30, 12);
        var img = Drawing.shape(64, 64, 10, 200, disc);
        int[] labels = labels(img, DEFAULT);
        int[] expected = new int[labels.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = disc.test(i % 64, i / 64) ? 1 : 0;
        }
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            different += expected[i] == labels[i] ? 0 : 1;
        }
        // The blur rounds the steps of the outline, which has about 75 pixels.
        assertTrue(different <= 8, "pixels that differ: " + different);
    }

    @Test
    void everyLabelIsConnectedWithinTheLimitsAndInRasterOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            var img = Drawing.field(150, 110, 5 + 10 * round, random);
            for (String method : new String[] {"Auto", "Otsu", "Local", "Li"}) {
                SegmentationSettings settings = DEFAULT.withThreshold(method).withArea(25, 400)
                        .withKeepBorder(round % 2 == 0);
                int[] labels = labels(img, settings);
                int seen = 0;
                for (int label : labels) {
                    assertTrue(label <= seen + 1, "labels are in order of their first pixels");
                    seen = Math.max(seen, label);
                }
                for (int label = 1; label <= seen; label++) {
                    boolean[] mask = new boolean[labels.length];
                    int area = 0;
                    for (int i = 0; i < labels.length; i++) {
                        mask[i] = labels[i] == label;
                        area += mask[i] ? 1 : 0;
                        boolean border = i % 150 == 0 || i % 150 == 149 || i / 150 == 0 || i / 150 == 109;
                        assertTrue(settings.keepBorder() || !mask[i] || !border);
                    }
                    assertTrue(area >= 25 && area <= 400);
                    int[] parts = ConnectedComponentsTest.bruteForce(mask, 150);
                    assertEquals(1, Arrays.stream(parts).max().getAsInt());
                }
            }
        }
    }

    @Test
    void doesNotDependOnMinimumTypeOrRun() {
        var img = Drawing.field(90, 70, 25, new Random(8));
        float[] values = FloatPlane.values(img);
        byte[] bytes = new byte[values.length];
        short[] shorts = new short[values.length];
        double[] doubles = new double[values.length];
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
            shorts[i] = (short) (values[i] - 100);
            doubles[i] = values[i];
            ints[i] = (int) values[i];
        }
        int[] expected = labels(img, DEFAULT);
        assertArrayEquals(expected, labels(img, DEFAULT));
        assertArrayEquals(expected, labels(Views.translate(img, -17, 400), DEFAULT));
        assertArrayEquals(expected, labels(ArrayImgs.unsignedBytes(bytes, 90, 70), DEFAULT));
        assertArrayEquals(expected, labels(ArrayImgs.doubles(doubles, 90, 70), DEFAULT));
        assertArrayEquals(expected, labels(ArrayImgs.ints(ints, 90, 70), DEFAULT));
        assertArrayEquals(expected, labels(ArrayImgs.shorts(shorts, 90, 70), DEFAULT));
    }

    @Test
    void darkNucleiAreBrightOnesInverted() {
        var img = Drawing.field(90, 70, 25, new Random(9));
        var inverted = (ArrayImg<FloatType, FloatArray>) img.copy();
        float[] values = FloatPlane.values(inverted);
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        for (String method : new String[] {"Auto", "Otsu", "Local"}) {
            SegmentationSettings settings = DEFAULT.withThreshold(method);
            assertArrayEquals(labels(img, settings), labels(inverted, settings.withPolarity(Polarity.DARK)));
        }
    }

    /** Of 16 bits, 257 times as bright: floats round otherwise, so that single pixels may differ. */
    @Test
    void eightAndSixteenBitsOfOnePictureGiveTheSameNuclei() {
        Random random = new Random(21);
        for (int round = 0; round < 5; round++) {
            var img = Drawing.field(200, 150, 20, random);
            float[] values = FloatPlane.values(img);
            short[] shorts = new short[values.length];
            for (int i = 0; i < values.length; i++) {
                shorts[i] = (short) (257 * (int) values[i]);
            }
            assertSameNuclei(labels(img, DEFAULT), labels(ArrayImgs.unsignedShorts(shorts, 200, 150), DEFAULT));
        }
    }

    /** The order of equally bright pixels and the blocks of the background differ: outlines may, a little. */
    @Test
    void aRotatedImageHasTheSameNuclei() {
        Random random = new Random(22);
        for (int round = 0; round < 5; round++) {
            int size = 192;
            var img = Drawing.field(size, size, 20, random);
            int[] straight = labels(img, DEFAULT);
            int[] rotated = labels(Views.zeroMin(Views.rotate(img, 0, 1)), DEFAULT);
            int[] back = new int[straight.length];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    // Views.rotate takes axis X to Y: pixel (x, y) of the image is at (size - 1 - y, x).
                    back[y * size + x] = rotated[x * size + size - 1 - y];
                }
            }
            assertSameNuclei(straight, back);
        }
    }

    /** At an IoU of 0.7, all but a few percent. */
    private static void assertSameNuclei(int[] one, int[] other) {
        SegmentationScore score = SegmentationScore.of(ArrayImgs.ints(one, one.length, 1),
                ArrayImgs.ints(other, other.length, 1), 0.7);
        assertTrue(score.truePositives() >= 10 && score.f1() >= 0.93, score.toString());
    }

    @Test
    void findsNothingInAConstantOrNonFiniteImage() {
        float[] images = {0, 7, -3, Float.NaN, Float.POSITIVE_INFINITY};
        for (float value : images) {
            var img = Drawing.shape(20, 10, value, value, (x, y) -> true);
            for (String method : SegmentationSettings.thresholds()) {
                assertEquals(0, count(img, DEFAULT.withThreshold(method).withArea(1, Integer.MAX_VALUE)), method);
            }
        }
    }

    @Test
    void findsNothingInAConstantImageOfWholeNumbers() {
        SegmentationSettings all = DEFAULT.withArea(1, Integer.MAX_VALUE);
        for (int value = 0; value <= 255; value++) {
            byte[] bytes = new byte[137 * 93];
            Arrays.fill(bytes, (byte) value);
            short[] shorts = new short[bytes.length];
            Arrays.fill(shorts, (short) (value * 257 - 7));
            for (Polarity polarity : Polarity.values()) {
                SegmentationSettings settings = all.withPolarity(polarity);
                assertEquals(0, count(ArrayImgs.unsignedBytes(bytes, 137, 93), settings), value + " " + polarity);
                assertEquals(0, count(ArrayImgs.unsignedShorts(shorts, 137, 93), settings), value + " " + polarity);
                var tiled = TiledSegmentation.label(ArrayImgs.unsignedBytes(bytes, 137, 93), settings, 64, 16);
                for (IntType label : tiled) {
                    assertEquals(0, label.get(), value + " in tiles, " + polarity);
                }
            }
        }
    }

    @Test
    void nonFinitePixelsAreBackground() {
        var img = Drawing.shape(64, 64, 10, 200, Drawing.disc(30, 30, 12));
        float[] values = FloatPlane.values(img);
        values[5] = Float.NaN;
        values[64 * 60 + 60] = Float.POSITIVE_INFINITY;
        values[64 * 60 + 3] = Float.NEGATIVE_INFINITY;
        int[] labels = labels(img, DEFAULT.withArea(1, Integer.MAX_VALUE));
        assertEquals(1, Arrays.stream(labels).max().getAsInt());
        assertEquals(0, labels[64 * 60 + 60]);
        for (int x = 0; x < 64; x++) {
            values[30 * 64 + x] = Float.NaN;
        }
        int[] cut = labels(img, DEFAULT.withFillHoles(false));
        assertEquals(2, Arrays.stream(cut).max().getAsInt());
        assertEquals(0, cut[30 * 64 + 30]);
    }

    @Test
    void fillsHolesOnlyWhenAsked() {
        var ring = Drawing.disc(30, 30, 14).and(Drawing.disc(30, 30, 6).negate());
        var img = Drawing.shape(64, 64, 10, 200, ring);
        SegmentationSettings whole = DEFAULT.withSplit(false);
        assertEquals(1, labels(img, whole)[30 * 64 + 30]);
        assertEquals(0, labels(img, whole.withFillHoles(false))[30 * 64 + 30]);
    }

    @Test
    void localAndAutoFindADimNucleusBesideABrightOneWhereOtsuDoesNot() {
        var img = Drawing.shape(200, 60, 10, 250, Drawing.disc(30, 30, 10));
        var dim = Drawing.disc(160, 30, 10);
        float[] values = FloatPlane.values(img);
        for (int i = 0; i < values.length; i++) {
            values[i] += dim.test(i % 200, i / 200) ? 20 : 0;
        }
        assertEquals(1, count(img, DEFAULT.withThreshold("Otsu")));
        assertEquals(2, count(img, DEFAULT.withThreshold("Local")));
        assertEquals(2, count(img, DEFAULT));
    }

    @Test
    void localAndAutoLeaveNoiseEmpty() {
        Random random = new Random(10);
        float[] values = new float[200 * 200];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (100 + 10 * random.nextGaussian());
        }
        var img = ArrayImgs.floats(values, 200, 200);
        assertEquals(10, LocalContrast.noise(img), 0.2);
        assertEquals(0, count(img, DEFAULT.withThreshold("Local")));
        assertEquals(0, count(img, DEFAULT));
    }

    @Test
    void runsEveryMethodOnTinyImages() {
        Random random = new Random(11);
        for (int[] shape : new int[][] {{1, 1}, {2, 1}, {1, 3}, {2, 2}, {5, 4}}) {
            var img = Drawing.noise(shape[0], shape[1], random);
            for (String method : SegmentationSettings.thresholds()) {
                try {
                    labels(img, DEFAULT.withThreshold(method).withArea(1, Integer.MAX_VALUE));
                } catch (InputException e) {
                    assertTrue(e.getMessage().contains(method), e.getMessage());
                }
            }
        }
    }

    @Test
    void refusesWhatIsNotAPlane() {
        assertThrows(IllegalArgumentException.class,
                () -> ClassicalSegmenter.segment(ArrayImgs.bytes(4, 4, 4), DEFAULT));
        assertThrows(InputException.class, () -> ClassicalSegmenter.segment(
                Views.interval(ArrayImgs.bytes(4, 4), new long[] {2, 0}, new long[] {1, 3}), DEFAULT));
    }

    @Test
    void settingsSayWhatIsWrong() {
        assertEquals("Otsu", DEFAULT.withThreshold("oTSU").threshold());
        assertEquals("Local", DEFAULT.withThreshold("local").threshold());
        String message = assertThrows(InputException.class, () -> DEFAULT.withThreshold("Otzu")).getMessage();
        assertTrue(message.contains("'Otzu'") && message.contains("Otsu, ") && message.contains("Local"), message);
        assertThrows(InputException.class, () -> DEFAULT.withThreshold(null));
        assertThrows(InputException.class, () -> DEFAULT.withSigma(Double.NaN));
        assertThrows(InputException.class, () -> DEFAULT.withSigma(-1));
        assertThrows(InputException.class, () -> DEFAULT.withArea(0, 10));
        assertThrows(InputException.class, () -> DEFAULT.withArea(10, 9));
        assertThrows(InputException.class, () -> DEFAULT.withLocalRadius(0));
        assertThrows(InputException.class, () -> DEFAULT.withPolarity(null));
    }
}
