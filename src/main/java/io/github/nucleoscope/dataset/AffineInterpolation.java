package io.github.nucleoscope.dataset;

/**
 * Resamples crops through an affine transform with bilinear interpolation. All channels are moved together. Immutable.
 *
 * @param size width and height in pixels
 * @param channels number of channels
 * @param black whether pixels from outside the crop are 0; otherwise the crop is extended by its edge pixels
 * @param startX X of the first output pixel in the source
 * @param startY Y of the first output pixel in the source
 * @param columnX how far the source's X moves with each column of the output
 * @param columnY how far the source's Y moves with each column of the output
 * @param rowX how far the source's X moves with each row of the output
 * @param rowY how far the source's Y moves with each row of the output
 */
record AffineInterpolation(int size, int channels, boolean black, double startX, double startY, double columnX,
        double columnY, double rowX, double rowY) {

    /**
     * Where the columns of one output row lie in the source.
     *
     * @param topLeft index of the first channel of the pixel to the top left
     * @param right distance from it along X, 0 to below 1
     * @param below distance from it along Y, 0 to below 1
     */
    private record Neighbours(int[] topLeft, float[] right, float[] below) {}

    /**
     * Writes the output, which has the source's shape.
     *
     * @param source [y, x, channel]
     * @param destination receives [y, x, channel]; a different array
     * @param offset index of the first value in the destination
     */
    void write(float[] source, float[] destination, int offset) {
        Neighbours neighbours = new Neighbours(new int[size], new float[size], new float[size]);
        for (int y = 0; y < size; y++) {
            double x0 = startX + y * rowX;
            double y0 = startY + y * rowY;
            int first = Math.max(first(x0, columnX), first(y0, columnY));
            int end = Math.max(first, Math.min(end(x0, columnX), end(y0, columnY)));
            // Division may have been rounded; between two columns inside all others are inside, too.
            while (first < end && !isInside(x0, y0, first)) {
                first++;
            }
            while (first < end && !isInside(x0, y0, end - 1)) {
                end--;
            }
            int to = offset + y * size * channels;
            for (int x = 0; x < first; x++) {
                edge(source, x0 + x * columnX, y0 + x * columnY, destination, to + x * channels);
            }
            inside(source, x0, y0, first, end, neighbours, destination, to);
            for (int x = end; x < size; x++) {
                edge(source, x0 + x * columnX, y0 + x * columnY, destination, to + x * channels);
            }
        }
    }

    /** Returns the first column, 0 to size, from which on {@code from + column * step} may be inside. */
    private int first(double from, double step) {
        double bound = step > 0 ? -from / step : step < 0 ? (size - 1 - from) / step
                : from >= 0 && from < size - 1 ? 0 : size;
        return (int) Math.max(0, Math.min(size, Math.ceil(bound)));
    }

    /** Returns the column, 0 to size, from which on {@code from + column * step} cannot be inside. */
    private int end(double from, double step) {
        double bound = step > 0 ? (size - 1 - from) / step : step < 0 ? -from / step : size;
        return (int) Math.max(0, Math.min(size, Math.floor(bound) + 1));
    }

    /** Whether all four neighbours of a column's position in the source are pixels of the crop. */
    private boolean isInside(double x0, double y0, int column) {
        double x = x0 + column * columnX;
        double y = y0 + column * columnY;
        return x >= 0 && y >= 0 && x < size - 1 && y < size - 1;
    }

    /** Writes columns whose four neighbours in the source are all pixels of the crop. */
    private void inside(float[] source, double x0, double y0, int first, int end, Neighbours neighbours,
            float[] destination, int row) {
        int down = size * channels;
        for (int column = first; column < end; column++) {
            double x = x0 + column * columnX;
            double y = y0 + column * columnY;
            int left = (int) x;
            int top = (int) y;
            neighbours.topLeft[column] = top * down + left * channels;
            neighbours.right[column] = (float) (x - left);
            neighbours.below[column] = (float) (y - top);
        }
        for (int c = 0; c < channels; c++) {
            int to = row + first * channels + c;
            for (int column = first; column < end; column++) {
                int from = neighbours.topLeft[column] + c;
                destination[to] = bilinear(source[from], source[from + channels], source[from + down],
                        source[from + down + channels], neighbours.right[column], neighbours.below[column]);
                to += channels;
            }
        }
    }

    private void edge(float[] source, double x, double y, float[] destination, int to) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = (float) (x - left);
        float below = (float) (y - top);
        for (int c = 0; c < channels; c++) {
            destination[to + c] = bilinear(value(source, left, top, c), value(source, left + 1, top, c),
                    value(source, left, top + 1, c), value(source, left + 1, top + 1, c), right, below);
        }
    }

    private static float bilinear(float topLeft, float topRight, float bottomLeft, float bottomRight, float right,
            float below) {
        float top = topLeft + right * (topRight - topLeft);
        float bottom = bottomLeft + right * (bottomRight - bottomLeft);
        return top + below * (bottom - top);
    }

    private float value(float[] source, int x, int y, int channel) {
        int inX = Math.max(0, Math.min(size - 1, x));
        int inY = Math.max(0, Math.min(size - 1, y));
        return black && (inX != x || inY != y) ? 0 : source[(inY * size + inX) * channels + channel];
    }
}
