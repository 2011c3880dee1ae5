package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelEnlargementTest {

    private static final int SIDE = 24;

    private static int[] random(Random random, int labels) {
        int[] image = new int[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextInt(labels + 1);
        }
        return image;
    }

    /** Number of 8-connected pieces of each label. */
    private static Map<Integer, Integer> pieces(int[] image, int width) {
        Map<Integer, Integer> pieces = new HashMap<>();
        for (int label : Arrays.stream(image).filter(label -> label > 0).distinct().toArray()) {
            boolean[] mask = new boolean[image.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = image[i] == label;
            }
            int[] found = Mask.labels(ConnectedComponents.label(Mask.of(mask, width, image.length / width)));
            pieces.put(label, Arrays.stream(found).max().orElse(0));
        }
        return pieces;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void piecesStayWhole(int factor) {
        Random random = new Random(factor);
        for (int round = 0; round < 20; round++) {
            int[] image = random(random, 1 + random.nextInt(3));
            int[] enlarged = new LabelEnlargement(image, SIDE, factor).image(factor * SIDE, factor * SIDE);
            pieces(enlarged, factor * SIDE).forEach((label, count) ->
                    assertTrue(count <= pieces(image, SIDE).get(label), "label " + label + " was torn"));
        }
    }

    /** The outline of a disc is as smooth as one that was drawn at this size: the area differs by less than 2 %. */
    @Test
    void aDiscStaysADisc() {
        int factor = 8;
        int[] image = new int[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.hypot(i % SIDE - 11.5, i / SIDE - 11.5) <= 9 ? 5 : 0;
        }
        int side = factor * SIDE;
        int[] enlarged = new LabelEnlargement(image, SIDE, factor).image(side, side);
        int inside = 0;
        int differing = 0;
        for (int i = 0; i < enlarged.length; i++) {
            boolean disc = Math.hypot(i % side - (side - 1) / 2.0, i / side - (side - 1) / 2.0) <= 9.1 * factor;
            inside += disc ? 1 : 0;
            differing += disc == (enlarged[i] == 5) ? 0 : 1;
        }
        assertTrue(differing < 0.04 * inside, differing + " of " + inside);
    }

    @Test
    void aPartOfTheImageIsThatPartOfTheWhole() {
        int[] image = random(new Random(3), 4);
        int[] whole = new LabelEnlargement(image, SIDE, 4).image(4 * SIDE, 4 * SIDE);
        int[] part = new LabelEnlargement(image, SIDE, 4).image(4 * SIDE - 3, 4 * SIDE - 2);
        for (int i = 0; i < part.length; i++) {
            int width = 4 * SIDE - 3;
            assertEquals(whole[i / width * 4 * SIDE + i % width], part[i]);
        }
    }

    @Test
    void byOneNothingChanges() {
        int[] image = random(new Random(4), 9);
        assertArrayEquals(image, new LabelEnlargement(image, SIDE, 1).image(SIDE, SIDE));
    }
}
