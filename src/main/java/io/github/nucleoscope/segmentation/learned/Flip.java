package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.network.TensorShape;

/**
 * A way to look at a window of an image. Flipping twice gives the window again.
 *
 * @param alongX whether left and right change places
 * @param alongY whether top and bottom change places
 */
record Flip(boolean alongX, boolean alongY) {

    /** Where a pixel of a window lies, row by row, when the window is flipped. */
    int place(int x, int y, TensorShape shape) {
        int column = alongX ? shape.width() - 1 - x : x;
        int row = alongY ? shape.height() - 1 - y : y;
        return row * shape.width() + column;
    }

    /** A window of one channel, flipped: a copy, or the window itself where there is nothing to flip. */
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
