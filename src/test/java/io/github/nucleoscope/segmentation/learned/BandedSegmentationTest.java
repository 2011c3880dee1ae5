package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandedSegmentationTest {

    private static final int WIDTH = 517;
    private static final int HEIGHT = 403;

    /** Blurred discs of 16 to 22 pixels, some of which touch, on a slope. */
    private static Img<FloatType> discs() {
        Random random = new Random(2);
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 20 + 0.05f * (i % WIDTH);
        }
        for (int k = 0; k < 220; k++) {
            double x = random.nextDouble() * WIDTH;
            double y = random.nextDouble() * HEIGHT;
            double radius = 8 + 3 * random.nextDouble();
            for (int i = 0; i < pixels.length; i++) {
                if (Math.hypot(i % WIDTH - x, i / WIDTH - y) < radius) {
                    pixels[i] = 120 + 0.05f * (i % WIDTH);
                }
            }
        }
        var image = ArrayImgs.floats(pixels, WIDTH, HEIGHT);
        GaussianBlur.blurInPlace(image, 1.5);
        for (FloatType pixel : image) {
            pixel.set(pixel.get() + 2 * (float) random.nextGaussian());
        }
        return image;
    }

    private static int[] values(Img<IntType> labels) {
        int[] values = new int[WIDTH * HEIGHT];
        int i = 0;
        for (IntType label : Views.flatIterable(labels)) {
            values[i++] = label.get();
        }
        return values;
    }

    /** Areas are read with other pixels around them, and have the pixels of the whole. */
    @ParameterizedTest
    @CsvSource({"1, 1000", "0.55, 0.4", "1.7, 1000"})
    void areasHaveThePixelsOfTheWholePlane(double magnification, double highest) {
        Img<FloatType> plane = discs();
        Optional<Brightness> brightness = Brightness.of(plane, false);
        ScaledPlane whole = ScaledPlane.of(plane, brightness, highest, magnification);
        LargeScaledPlane large = LargeScaledPlane.of(plane, brightness.orElseThrow(), highest, magnification)
                .orElseThrow();
        assertEquals(whole.width(), large.width());
        assertEquals(whole.height(), large.height());
        float[] expected = whole.pixels().orElseThrow();
        for (Area area : List.of(Area.of(whole.width(), whole.height()), new Area(0, 0, 40, 50),
                new Area(whole.width() - 61, 100, whole.width(), 171), new Area(133, whole.height() - 7, 190,
                        whole.height()))) {
            float[] cut = new float[area.size()];
            for (int i = 0; i < cut.length; i++) {
                cut[i] = expected[(area.top() + i / area.width()) * whole.width() + area.left() + i % area.width()];
            }
            assertArrayEquals(cut, large.pixels(area), 0, area.toString());
        }
    }

    /** The rows, tiles and windows that a plane is computed in do not show. */
    @ParameterizedTest
    @CsvSource({"1, 330, 64, 96, 48, true", "0.8, 300, 100, 1000, 64, true", "1.7, 350, 40, 150, 60, false"})
    void bandsGiveTheLabelsOfTheWholePlane(double magnification, int window, int rows, int tile, int margin,
            boolean keepBorder) throws IOException {
        Img<FloatType> plane = discs();
        Network network = SegmentationModelFile.builtIn().model().network();
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withArea(120, 2000).withKeepBorder(keepBorder);
        Optional<Brightness> brightness = Brightness.of(plane, false);
        ScaledPlane whole = ScaledPlane.of(plane, brightness, 1, magnification);
        Img<IntType> expected;
        try (WindowNetwork atOnce = new WindowNetwork(network, 1 << 24)) {
            atOnce.compute(whole, Flip.withAugmentation(whole.pixelsPerPlanePixel()));
            expected = whole.maps().labels(settings);
        }
        assertTrue(Diameters.count(expected) > 50, "nuclei: " + Diameters.count(expected));
        LargeScaledPlane large = LargeScaledPlane.of(plane, brightness.orElseThrow(), 1, magnification).orElseThrow();
        try (WindowNetwork windows = new WindowNetwork(network, window * window)) {
            BandedSegmentation.Layout layout = BandedSegmentation.Layout.of(windows, large, rows, tile, margin);
            assertTrue(layout.across() < WIDTH && layout.down() < HEIGHT && layout.rows() < HEIGHT,
                    layout.toString());
            assertArrayEquals(values(expected), values(new BandedSegmentation(windows, large, layout).label(settings)));
        }
    }

    /** A plane of one window, which both look at. */
    @ParameterizedTest
    @ValueSource(doubles = {14, 25})
    void aPlaneIsSegmentedAlikeWhetherItIsLargeOrNot(double diameter) throws IOException {
        Network network = SegmentationModelFile.builtIn().model().network();
        try (LearnedSegmenter atOnce = new LearnedSegmenter(network, diameter, 1 << 24, 1 << 24);
                LearnedSegmenter inBands = new LearnedSegmenter(network, diameter, 1 << 18, 1 << 17)) {
            LearnedSegmenter.Found expected = atOnce.find(discs(), SegmentationSettings.DEFAULT);
            LearnedSegmenter.Found found = inBands.find(discs(), SegmentationSettings.DEFAULT);
            assertEquals(expected.diameter(), found.diameter());
            assertArrayEquals(values(expected.labels()), values(found.labels()));
        }
    }

    @Test
    void nothingButBackground() {
        Img<FloatType> slope = ArrayImgs.floats(new float[WIDTH * HEIGHT], WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH; i++) {
            for (int k = 0; k < HEIGHT; k++) {
                slope.getAt(i, k).set(i);
            }
        }
        assertTrue(LargeScaledPlane.of(slope, Brightness.of(slope, false).orElseThrow(), 1, 1).isEmpty());
    }
}
