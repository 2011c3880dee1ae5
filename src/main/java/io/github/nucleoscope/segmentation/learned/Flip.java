package io.github.nucleoscope.segmentation.learned;

import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.network.TensorShape;

/**
 * A flip of a window of an image, for test-time augmentation. Flipping twice restores the window.
 *
 * @param alongX whether left and right are swapped
 * @param alongY whether top and bottom are swapped
 */
record Flip(boolean alongX, boolean alongY) {

    static final Flip NONE = new Flip(false, false);

    /**
     * If the network receives more pixels than this for each of the plane, test-time augmentation is skipped to save
     * time.
     */
    private static final double MANY_PIXELS = 2;

    /** If it receives more than this, a single flip must do. */
    private static final double SOME_PIXELS = 0.5;

    private static final Flip TURNED = new Flip(true, true);

    /**
     * Returns the flips of test-time augmentation that are worth their time, besides the unflipped window.
     *
     * @param pixels how many pixels the network receives for each of the plane
     */
    static List<Flip> ofAugmentation(double pixels) {
        return pixels > MANY_PIXELS ? List.of() : pixels > SOME_PIXELS ? List.of(TURNED)
                : List.of(new Flip(true, false), new Flip(false, true), TURNED);
    }

    /** Returns these flips and the unflipped window. */
    static List<Flip> withAugmentation(double pixels) {
        return Stream.concat(Stream.of(NONE), ofAugmentation(pixels).stream()).toList();
    }

    /** Returns the index of a pixel, row by row, in the flipped window. */
    int place(int x, int y, TensorShape shape) {
        int column = alongX ? shape.width() - 1 - x : x;
        int row = alongY ? shape.height() - 1 - y : y;
        return row * shape.width() + column;
    }

    /** Flips a window of one channel: returns a copy, or the window itself if there is nothing to flip. */
    float[] of(float[] window, TensorShape shape) {
        if (!alongX && !alongY) {
            return window;
        }
        float[] flipped = new float[window.length];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                flipped[place(x, y, shape)] = window[y * shape.width() + x];
            }
        }
        return flipped;
    }
}
