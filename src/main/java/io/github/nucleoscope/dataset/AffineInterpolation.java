package io.github.nucleoscope.dataset;

/**
 * Resamples crops through an affine transform with bilinear interpolation; all channels are moved together. Positions
 * in the source are 64-bit fixed-point numbers with 32 bits after the point, so that the pixels that need no check of
 * the crop's bounds are known exactly.
 */
final class AffineInterpolation {

    private static final int FRACTION_BITS = 32;
    private static final double ONE = 1L << FRACTION_BITS;

    private final int size;
    private final int channels;
    private final boolean black;
    private final Axis alongX;
    private final Axis alongY;

    /**
     * One coordinate of the source as a function of the output pixel.
     *
     * @param start of the first output pixel
     * @param column how much each column adds
     * @param row how much each row adds
     */
    record Axis(double start, double column, double row) {}

    /** The same coordinate in one row, in fixed point. */
    private record Line(long start, long step) {

        private static Line of(Axis axis, int row) {
            return new Line(Math.round((axis.start + row * axis.row) * ONE), Math.round(axis.column * ONE));
        }

        private long at(int column) {
            return start + column * step;
        }

        /** Returns the first column, 0 to size, whose position is in [0, size - 1); size if there is none. */
        private int first(int size) {
            long limit = (size - 1L) << FRACTION_BITS;
            if (step == 0) {
                return start >= 0 && start < limit ? 0 : size;
            }
            long first = step > 0 ? -Math.floorDiv(start, step) : Math.floorDiv(start - limit, -step) + 1;
            return (int) Math.max(0, Math.min(size, first));
        }

        /** Returns the first column after {@link #first}, 0 to size, whose position is outside again. */
        private int end(int size) {
            long limit = (size - 1L) << FRACTION_BITS;
            long end = step > 0 ? -Math.floorDiv(start - limit, step) : step < 0 ? Math.floorDiv(start, -step) + 1
                    : size;
            return (int) Math.max(0, Math.min(size, end));
        }
    }

    /**
     * @param size width and height in pixels, 1 or more
     * @param channels number of channels, 1 or more
     * @param black whether pixels from outside the crop are 0; otherwise the crop is extended by its edge pixels
     * @param alongX position in the source along X, in pixels
     * @param alongY position in the source along Y, in pixels
     */
    AffineInterpolation(int size, int channels, boolean black, Axis alongX, Axis alongY) {
        this.size = size;
        this.channels = channels;
        this.black = black;
        this.alongX = alongX;
        this.alongY = alongY;
    }

    /**
     * Writes the output, which has the source's shape.
     *
     * @param source [y, x, channel]
     * @param destination receives [y, x, channel]; a different array
     * @param offset index of the first value in the destination
     */
    void write(float[] source, float[] destination, int offset) {
        int[] from = new int[size];
        float[] right = new float[size];
        float[] below = new float[size];
        for (int y = 0; y < size; y++) {
            Line lineX = Line.of(alongX, y);
            Line lineY = Line.of(alongY, y);
            int first = Math.max(lineX.first(size), lineY.first(size));
            int end = Math.max(first, Math.min(lineX.end(size), lineY.end(size)));
            int to = offset + y * size * channels;
            for (int x = 0; x < first; x++) {
                edge(source, lineX.at(x), lineY.at(x), destination, to + x * channels);
            }
            locate(lineX, lineY, first, end, from, right, below);
            for (int c = 0; c < channels; c++) {
                inside(source, c, from, right, below, first, end, destination, to);
            }
            for (int x = end; x < size; x++) {
                edge(source, lineX.at(x), lineY.at(x), destination, to + x * channels);
            }
        }
    }

    /** Finds the pixels to the top left of positions in the source, and the distances from them. */
    private void locate(Line lineX, Line lineY, int first, int end, int[] from, float[] right, float[] below) {
        for (int column = first; column < end; column++) {
            long x = lineX.start + column * lineX.step;
            long y = lineY.start + column * lineY.step;
            from[column] = ((int) (y >> FRACTION_BITS) * size + (int) (x >> FRACTION_BITS)) * channels;
            right[column] = fraction(x);
            below[column] = fraction(y);
        }
    }

    /** Interpolates one channel where all four neighbours are pixels of the crop. */
    private void inside(float[] source, int channel, int[] from, float[] right, float[] below, int first, int end,
            float[] destination, int row) {
        int down = size * channels;
        for (int column = first; column < end; column++) {
            int i = from[column] + channel;
            destination[row + column * channels + channel] = bilinear(source[i], source[i + channels],
                    source[i + down], source[i + down + channels], right[column], below[column]);
        }
    }

    private void edge(float[] source, long x, long y, float[] destination, int to) {
        int left = (int) (x >> FRACTION_BITS);
        int top = (int) (y >> FRACTION_BITS);
        for (int c = 0; c < channels; c++) {
            destination[to + c] = bilinear(value(source, left, top, c), value(source, left + 1, top, c),
                    value(source, left, top + 1, c), value(source, left + 1, top + 1, c), fraction(x), fraction(y));
        }
    }

    /** The digits after the point as a number in [0, 1): the first 23, set as those of a float in [1, 2). */
    private static float fraction(long position) {
        return Float.intBitsToFloat((int) position >>> 9 | 0x3f800000) - 1;
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
