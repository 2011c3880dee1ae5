package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;

import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class TiledSegmentationTest {

    private static int[] array(RandomAccessibleInterval<IntType> img) {
        int[] values = new int[(int) (img.dimension(0) * img.dimension(1))];
        int i = 0;
        for (IntType value : Views.flatIterable(img)) {
            values[i++] = value.get();
        }
        return values;
    }

    /** The whole image as one tile is the twin: discs of radius 3 to 10, alone and in clumps. */
    @Test
    void tilesGiveTheLabelsOfTheWholeImage() {
        Random random = new Random(31);
        for (int round = 0; round < 4; round++) {
            var img = Drawing.field(900 + 37 * round, 700, 250, random);
            float[] values = FloatPlane.values(img);
            values[random.nextInt(values.length)] = Float.NaN;
            for (SegmentationSettings settings : new SegmentationSettings[] {SegmentationSettings.DEFAULT,
                    SegmentationSettings.DEFAULT.withKeepBorder(false).withArea(60, 300).withFillHoles(false),
                    SegmentationSettings.DEFAULT.withSplit(false)}) {
                int[] whole = array(ClassicalSegmenter.segment(img, settings));
                int[] tiled = array(TiledSegmentation.label(Views.translate(img, 5, -3), settings, 256, 256));
                assertArrayEquals(whole, tiled, round + " " + settings);
                assertTrue(Arrays.stream(whole).max().getAsInt() > 60);
            }
        }
    }

    @Test
    void darkNucleiAreBrightOnesInverted() {
        var img = Drawing.field(600, 400, 90, new Random(33));
        int[] bright = array(TiledSegmentation.label(img, SegmentationSettings.DEFAULT, 256, 256));
        float[] values = FloatPlane.values(img);
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        assertArrayEquals(bright, array(TiledSegmentation.label(img,
                SegmentationSettings.DEFAULT.withPolarity(Polarity.DARK), 256, 256)));
    }

    @Test
    void threadsChangeNothing() throws Exception {
        var img = Drawing.field(700, 500, 120, new Random(34));
        int[] expected = array(TiledSegmentation.label(img, SegmentationSettings.DEFAULT, 128, 256));
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            assertArrayEquals(expected, pool.submit(() -> array(
                    TiledSegmentation.label(img, SegmentationSettings.DEFAULT, 128, 256))).get());
            pool.shutdown();
        }
    }

    @Test
    void anEmptyImageHasNoNuclei() {
        var img = Drawing.shape(300, 300, 7, 7, (x, y) -> true);
        assertEquals(0, Arrays.stream(array(TiledSegmentation.label(img, SegmentationSettings.DEFAULT, 128, 128)))
                .max().getAsInt());
    }

    /** Cells of few, of many and of no labels, against an array. */
    @Test
    void packedLabelsAreWhatWasWritten() {
        Random random = new Random(32);
        for (int labels : new int[] {3, 255, 256, 2000}) {
            PackedLabels packed = new PackedLabels(600, 300);
            int[] expected = new int[600 * 300];
            for (int k = 0; k < 50_000; k++) {
                int i = random.nextInt(256) + 600 * random.nextInt(300);
                expected[i] = random.nextInt(labels + 1);
                packed.set(i % 600, i / 600, expected[i]);
                assertEquals(expected[i], packed.get(i % 600, i / 600));
            }
            assertArrayEquals(expected, array(packed.image()));
            int[] names = new int[labels + 1];
            Arrays.setAll(names, k -> k / 2);
            packed.rename(names);
            assertArrayEquals(Arrays.stream(expected).map(k -> k / 2).toArray(), array(packed.image()));
        }
    }
}
