package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.network.TensorShape;

/**
 * A flip of a window of an image, for test-time augmentation. Flipping twice restores the window.
 *
 * @param alongX whether left and right are swapped
 * @param alongY whether top and bottom are swapped
 */
record Flip(boolean alongX, boolean alongY) {

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
