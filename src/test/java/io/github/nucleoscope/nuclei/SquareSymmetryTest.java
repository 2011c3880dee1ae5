package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SquareSymmetryTest {

    private static final int SIZE = 5;

    /** Every value differs from every other. */
    private static float[] image(int channels) {
        float[] image = new float[SIZE * SIZE * channels];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        return image;
    }

    private static float[] moved(float[] image, int channels, int number) {
        float[] moved = new float[image.length + 3];
        SquareSymmetry.write(image, SIZE, channels, number, moved, 2);
        assertEquals(0, moved[0] + moved[1] + moved[moved.length - 1]);
        return Arrays.copyOfRange(moved, 2, moved.length - 1);
    }

    /** Pixel by pixel, as documented: the horizontal flip, then the vertical one, then the transposition. */
    @Test
    void flipsThenTransposes() {
        for (int channels = 1; channels <= 3; channels++) {
            float[] image = image(channels);
            for (int number = 0; number < SquareSymmetry.COUNT; number++) {
                float[] moved = moved(image, channels, number);
                for (int y = 0; y < SIZE; y++) {
                    for (int x = 0; x < SIZE; x++) {
                        int fromX = (number & 4) != 0 ? y : x;
                        int fromY = (number & 4) != 0 ? x : y;
                        fromX = (number & 1) != 0 ? SIZE - 1 - fromX : fromX;
                        fromY = (number & 2) != 0 ? SIZE - 1 - fromY : fromY;
                        for (int c = 0; c < channels; c++) {
                            assertEquals(image[(fromY * SIZE + fromX) * channels + c],
                                    moved[(y * SIZE + x) * channels + c], number + " at " + x + ", " + y);
                        }
                    }
                }
            }
        }
    }

    /** They are a group: the views of a view are the views of the image. */
    @Test
    void theViewsOfAViewAreThoseOfTheImage() {
        Set<String> views = views(image(2));
        assertEquals(SquareSymmetry.COUNT, views.size());
        for (int number = 0; number < SquareSymmetry.COUNT; number++) {
            assertEquals(views, views(moved(image(2), 2, number)));
        }
        assertArrayEquals(image(2), moved(image(2), 2, 0));
    }

    private static Set<String> views(float[] image) {
        Set<String> views = new HashSet<>();
        for (int number = 0; number < SquareSymmetry.COUNT; number++) {
            views.add(Arrays.toString(moved(image, 2, number)));
        }
        return views;
    }

    @Test
    void badInputIsRefused() {
        float[] image = image(2);
        float[] room = new float[image.length];
        assertThrows(IllegalArgumentException.class, () -> SquareSymmetry.write(image, SIZE, 2, 8, room, 0));
        assertThrows(IllegalArgumentException.class, () -> SquareSymmetry.write(image, SIZE, 2, -1, room, 0));
        assertThrows(IllegalArgumentException.class, () -> SquareSymmetry.write(image, SIZE, 1, 0, room, 0));
    }
}
