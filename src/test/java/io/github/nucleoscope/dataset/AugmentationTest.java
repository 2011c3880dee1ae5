package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 13})
    void transformsAreThoseOfATwinThatWorksPixelByPixel(int size) {
        float[] source = ramp(size);
        for (int transform = 0; transform < 8; transform++) {
            float[] expected = new float[size * size];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    int toX = (transform & 1) != 0 ? size - 1 - x : x;
                    int toY = (transform & 2) != 0 ? size - 1 - y : y;
                    int to = (transform & 4) != 0 ? toX * size + toY : toY * size + toX;
                    expected[to] = source[y * size + x];
                }
            }
            assertArrayEquals(expected, transformed(source, size, transform), "transform " + transform);
        }
    }

    @Test
    void zeroIsTheIdentityAndAllEightAreDistinct() {
        float[] source = ramp(5);
        assertArrayEquals(source, transformed(source, 5, 0));
        Set<String> images = new HashSet<>();
        for (int transform = 0; transform < 8; transform++) {
            images.add(Arrays.toString(transformed(source, 5, transform)));
        }
        assertEquals(8, images.size());
    }

    @Test
    void transformsFormAGroup() {
        float[] source = ramp(4);
        Set<String> images = new HashSet<>();
        for (int transform = 0; transform < 8; transform++) {
            images.add(Arrays.toString(transformed(source, 4, transform)));
        }
        for (int first = 0; first < 8; first++) {
            Set<String> products = new HashSet<>();
            for (int second = 0; second < 8; second++) {
                products.add(Arrays.toString(transformed(transformed(source, 4, first), 4, second)));
            }
            // Closed, and as every product differs, one of them is the identity: each has an inverse.
            assertEquals(images, products);
        }
    }

    @Test
    void quarterTurnsAreAmongThem() {
        // 1 2     3 1
        // 3 4 ->  4 2, a quarter turn to the right, is a flip of top and bottom and then a swap of the axes.
        assertArrayEquals(new float[] {3, 1, 4, 2}, transformed(new float[] {1, 2, 3, 4}, 2, 2 | 4));
    }

    @Test
    void writesAtItsOffsetAndNowhereElse() {
        float[] destination = new float[4 + 9 + 3];
        Arrays.fill(destination, -1);
        Augmentation.write(ramp(3), 3, 5, destination, 4);
        for (int i = 0; i < destination.length; i++) {
            assertEquals(i < 4 || i >= 13, destination[i] == -1, "value " + i);
        }
    }

    @Test
    void transformIsAFunctionOfSeedEpochAndIndex() {
        Augmentation augmentation = new Augmentation(1);
        int[] first = transforms(augmentation, 0);
        assertArrayEquals(first, transforms(new Augmentation(1), 0));
        assertNotEquals(Arrays.toString(first), Arrays.toString(transforms(augmentation, 1)));
        assertNotEquals(Arrays.toString(first), Arrays.toString(transforms(new Augmentation(2), 0)));
    }

    /** 80,000 draws: each transform 10,000 times, give or take 94 (one sigma), in each crop's and epoch's series. */
    @Test
    void transformsAreEquallyLikely() {
        Augmentation augmentation = new Augmentation(3);
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
        assertThrows(IllegalArgumentException.class, () -> Augmentation.write(ramp(3), 4, 0, destination, 0));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.write(ramp(4), 4, 8, destination, 0));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.write(ramp(4), 4, -1, destination, 0));
        assertTrue(Arrays.equals(new float[16], destination));
    }

    private static int[] transforms(Augmentation augmentation, int epoch) {
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

    private static float[] transformed(float[] source, int size, int transform) {
        float[] destination = new float[size * size];
        Augmentation.write(source, size, transform, destination, 0);
        return destination;
    }
}
