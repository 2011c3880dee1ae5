package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnedSegmenterTest {

    private static final String SMALL = "4conv3x3 - res(mp2x2 - 5conv3x3 - res(mp2x2 - 5conv3x3 - up2x2) - 4conv1x1 - "
            + "up2x2) - 4conv3x3 - map2";

    private static Network network(int side) {
        return Network.initialise(Architecture.parse(SMALL), TensorShape.ofCrop(side), Standardisation.NONE,
                Initialisation.HE_NORMAL, 3);
    }

    private static SegmentationModel model() {
        return new SegmentationModel(network(32), 10, Signal.FIRST, "",
                new Provenance("2026-01-01T00:00:00Z", Map.of(), Map.of(), "", "0".repeat(64), List.of()));
    }

    private static Img<FloatType> noise(int width, int height) {
        Random random = new Random(5);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return ArrayImgs.floats(values, width, height);
    }

    /** Changing a pixel of the network's input changes no output beyond the margin, and some close to it. */
    @Test
    void theMargin() {
        int side = 128;
        int margin = new WindowNetwork(network(32), 1 << 24).margin();
        try (LearnedSegmenter whole = new LearnedSegmenter(network(32), 10, 1 << 24, 1 << 24)) {
            int furthest = 0;
            for (int place = 60; place < 68; place++) {
                Img<FloatType> plane = noise(side, side);
                // Between the percentiles, which stay as they are.
                plane.getAt(place, place).set(0.4f);
                float[] before = whole.maps(plane, Polarity.BRIGHT, 1).inside();
                plane.getAt(place, place).set(0.6f);
                float[] after = whole.maps(plane, Polarity.BRIGHT, 1).inside();
                for (int i = 0; i < before.length; i++) {
                    if (before[i] != after[i]) {
                        furthest = Math.max(furthest, Math.max(Math.abs(i % side - place), Math.abs(i / side - place)));
                    }
                }
            }
            assertTrue(furthest <= margin, furthest + " of " + margin);
            assertTrue(furthest > margin / 2, furthest + " of " + margin);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 173", "61, 300", "37, 41", "129, 128"})
    void windowsDoNotShow(int width, int height) {
        Img<FloatType> plane = noise(width, height);
        try (LearnedSegmenter whole = new LearnedSegmenter(network(32), 10, 1 << 24, 1 << 24);
                LearnedSegmenter tiled = new LearnedSegmenter(network(32), 10, 1, 1 << 24)) {
            NucleusMaps expected = whole.maps(plane, Polarity.BRIGHT, 1);
            NucleusMaps found = tiled.maps(plane, Polarity.BRIGHT, 1);
            assertArrayEquals(expected.inside(), found.inside(), 1e-5f);
            assertArrayEquals(expected.depth(), found.depth(), 1e-5f);
        }
    }

    /**
     * Where nuclei are large, the network sees half a pixel or less for each of the plane. With a size that it accepts
     * unpadded: mirrored pixels are added on one side only.
     */
    @Test
    void aFlippedPlaneOfLargeNucleiHasFlippedMaps() {
        int width = 96;
        int height = 64;
        Img<FloatType> plane = noise(width, height);
        Img<FloatType> acrossX = ArrayImgs.floats(width, height);
        Img<FloatType> acrossY = ArrayImgs.floats(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                acrossX.getAt(width - 1 - x, y).set(plane.getAt(x, y));
                acrossY.getAt(x, height - 1 - y).set(plane.getAt(x, y));
            }
        }
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model())) {
            NucleusMaps maps = segmenter.maps(plane, Polarity.BRIGHT, 0.5);
            NucleusMaps mapsX = segmenter.maps(acrossX, Polarity.BRIGHT, 0.5);
            NucleusMaps mapsY = segmenter.maps(acrossY, Polarity.BRIGHT, 0.5);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int i = y * width + x;
                    assertEquals(maps.inside()[i], mapsX.inside()[y * width + width - 1 - x], 1e-5f);
                    assertEquals(maps.depth()[i], mapsX.depth()[y * width + width - 1 - x], 1e-5f);
                    assertEquals(maps.inside()[i], mapsY.inside()[(height - 1 - y) * width + x], 1e-5f);
                    assertEquals(maps.depth()[i], mapsY.depth()[(height - 1 - y) * width + x], 1e-5f);
                }
            }
        }
    }

    /** Without augmentation the output is not a mean over flips, but a probability like any other. */
    @Test
    void smallNucleiAreTurnedOnceOrNotAtAll() {
        int side = 48;
        Img<FloatType> plane = noise(side, side);
        Img<FloatType> turned = ArrayImgs.floats(side, side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                turned.getAt(side - 1 - x, side - 1 - y).set(plane.getAt(x, y));
            }
        }
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model())) {
            assertTrue(difference(segmenter, plane, turned, 1) < 1e-5);
            assertTrue(difference(segmenter, plane, turned, 64.0 / 48) < 1e-4, "less than two pixels for one");
            assertTrue(difference(segmenter, plane, turned, 72.0 / 48) > 1e-3, "more than two pixels for one");
        }
    }

    private static double difference(LearnedSegmenter segmenter, Img<FloatType> plane, Img<FloatType> turned,
            double magnification) {
        float[] inside = segmenter.maps(plane, Polarity.BRIGHT, magnification).inside();
        float[] other = segmenter.maps(turned, Polarity.BRIGHT, magnification).inside();
        double largest = 0;
        for (int i = 0; i < inside.length; i++) {
            assertTrue(inside[i] >= 0 && inside[i] <= 1);
            largest = Math.max(largest, Math.abs(inside[i] - other[inside.length - 1 - i]));
        }
        return largest;
    }

    @Test
    void planesOfAnySizeHaveLabelsOfTheirSize() {
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model())) {
            for (int[] size : new int[][] {{1, 1}, {1, 50}, {3, 2}, {16, 16}, {17, 31}}) {
                Img<IntType> labels = segmenter.segment(noise(size[0], size[1]), SegmentationSettings.DEFAULT);
                assertEquals(size[0], labels.dimension(0));
                assertEquals(size[1], labels.dimension(1));
            }
        }
    }

    @Test
    void aBlankPlaneHasNoNuclei() {
        try (LearnedSegmenter segmenter = new LearnedSegmenter(model())) {
            for (IntType label : segmenter.segment(ArrayImgs.floats(40, 30), SegmentationSettings.DEFAULT)) {
                assertEquals(0, label.get());
            }
        }
    }

    @Test
    void mirrorsWithoutRepeatingTheEdge() {
        int[] places = new int[9];
        for (int i = 0; i < places.length; i++) {
            places[i] = WindowNetwork.mirrored(i, 3);
        }
        assertArrayEquals(new int[] {0, 1, 2, 1, 0, 1, 2, 1, 0}, places);
        assertEquals(0, WindowNetwork.mirrored(7, 1));
    }
}
