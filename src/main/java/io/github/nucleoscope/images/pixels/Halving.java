package io.github.nucleoscope.images.pixels;

/** Reduces planes to half their size; each pixel becomes the mean of four, or of those that there are at the edges. */
public final class Halving {

    private Halving() {}

    /** Returns half a length, rounded up. */
    public static int half(int length) {
        return (length + 1) / 2;
    }

    /**
     * Reduces a plane.
     *
     * @param values row by row
     * @return row by row, half as wide and half as high, rounded up
     */
    public static float[] of(float[] values, int width, int height) {
        int toWidth = half(width);
        float[] halved = new float[toWidth * half(height)];
        for (int y = 0; y < height; y += 2) {
            int above = y * width;
            int below = Math.min(height - 1, y + 1) * width;
            int to = y / 2 * toWidth;
            for (int x = 0; x + 1 < width; x += 2) {
                halved[to + x / 2] = (values[above + x] + values[above + x + 1] + values[below + x]
                        + values[below + x + 1]) / 4;
            }
            if (width % 2 == 1) {
                halved[to + toWidth - 1] = (values[above + width - 1] + values[below + width - 1]) / 2;
            }
        }
        return halved;
    }
}
