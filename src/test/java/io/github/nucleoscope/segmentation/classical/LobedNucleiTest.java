package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import io.github.nucleoscope.images.pixels.ConnectedComponents;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lobes with gaps of a quarter of the diameter, here 40 pixels, are one nucleus. */
class LobedNucleiTest {

    private static final int WIDTH = 150;
    private static final int HEIGHT = 70;

    /** Discs of radius 10 whose edges are a gap apart, in a row; each has its label. */
    private static int[] discs(int gap, int count) {
        int[] labels = new int[WIDTH * HEIGHT];
        for (int n = 0; n < count; n++) {
            disc(labels, 25 + n * (21 + gap), 35, 10, n + 1);
        }
        return labels;
    }

    private static void disc(int[] labels, double cx, double cy, double radius, int label) {
        for (int i = 0; i < labels.length; i++) {
            if (Math.hypot(i % WIDTH - cx, i / WIDTH - cy) <= radius) {
                labels[i] = label;
            }
        }
    }

    private static int[] join(int[] lobes, SegmentationSettings settings) {
        return Mask.labels(LobedNuclei.join(ArrayImgs.ints(lobes.clone(), WIDTH, HEIGHT), 40, settings)).clone();
    }

    private static int count(int[] labels) {
        return Arrays.stream(labels).max().getAsInt();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "8, 1", "13, 3", "25, 3"})
    void lobesAreJoinedAcrossNarrowGaps(int gap, int nuclei) {
        int[] lobes = discs(gap, 3);
        int[] joined = join(lobes, SegmentationSettings.DEFAULT);
        assertEquals(nuclei, count(joined));
        for (int i = 0; i < lobes.length; i++) {
            assertTrue(lobes[i] == 0 || joined[i] != 0, "a lobe has lost a pixel");
        }
    }

    @Test
    void limitsAreThoseOfTheWholeNucleus() {
        int[] lobes = discs(4, 2);
        int one = (int) Arrays.stream(lobes).filter(label -> label == 1).count();
        assertEquals(1, count(join(lobes, SegmentationSettings.DEFAULT.withArea(2 * one, 4 * one))));
        assertEquals(0, count(join(lobes, SegmentationSettings.DEFAULT.withArea(1, 3 * one / 2))));
        disc(lobes, 2, 35, 10, 3);
        assertEquals(0, count(join(lobes, SegmentationSettings.DEFAULT.withKeepBorder(false))));
    }

    @Test
    void aRingOfLobesHasAHoleOnlyIfHolesAreKept() {
        int[] lobes = new int[WIDTH * HEIGHT];
        for (int n = 0; n < 6; n++) {
            disc(lobes, 60 + 18 * Math.cos(n * Math.PI / 3), 35 + 18 * Math.sin(n * Math.PI / 3), 8, n + 1);
        }
        assertEquals(1, join(lobes, SegmentationSettings.DEFAULT)[35 * WIDTH + 60]);
        int[] open = join(lobes, SegmentationSettings.DEFAULT.withFillHoles(false));
        assertEquals(1, count(open));
        assertEquals(0, open[35 * WIDTH + 60]);
    }

    /** Random lobes: each label is one region, in raster order, and a mirror image has the mirrored nuclei. */
    @Test
    void eachNucleusIsOneRegionWhicheverWayItLies() {
        Random random = new Random(3);
        for (int trial = 0; trial < 40; trial++) {
            int[] lobes = new int[WIDTH * HEIGHT];
            for (int n = 1; n <= 8; n++) {
                disc(lobes, WIDTH * random.nextDouble(), HEIGHT * random.nextDouble(), 1 + 9 * random.nextDouble(), n);
            }
            int[] joined = join(lobes, SegmentationSettings.DEFAULT.withArea(1, Integer.MAX_VALUE));
            boolean[] mask = new boolean[joined.length];
            boolean[] mirrored = new boolean[joined.length];
            int[] flipped = new int[joined.length];
            for (int i = 0; i < joined.length; i++) {
                mask[i] = joined[i] != 0;
                int other = i - i % WIDTH + WIDTH - 1 - i % WIDTH;
                flipped[other] = lobes[i];
                mirrored[other] = mask[i];
            }
            assertArrayEquals(Mask.labels(ConnectedComponents.label(Mask.of(mask, WIDTH, HEIGHT))), joined);
            assertArrayEquals(Mask.labels(ConnectedComponents.label(Mask.of(mirrored, WIDTH, HEIGHT))),
                    join(flipped, SegmentationSettings.DEFAULT.withArea(1, Integer.MAX_VALUE)));
        }
    }
}
