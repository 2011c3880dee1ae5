package io.github.nucleoscope.nuclei;

/**
 * Weights of one axis of a separable resampling: which image pixels make up each crop pixel, and with what weight.
 * Enlarging is linear interpolation between pixel centres; shrinking is the mean over the area that the crop pixel
 * covers, so that no image pixel is skipped.
 */
final class Taps {

    private final long[] first;
    private final double[][] weights;

    private Taps(int size) {
        first = new long[size];
        weights = new double[size][];
    }

    /** One image pixel per crop pixel, from {@code start} on. */
    static Taps copying(long start, int size) {
        Taps taps = new Taps(size);
        for (int i = 0; i < size; i++) {
            taps.first[i] = start + i;
            taps.weights[i] = new double[] {1};
        }
        return taps;
    }

    /**
     * @param centre image coordinate, with pixel centres at whole numbers, of the middle of the crop
     * @param zoom crop pixels per image pixel, above 0
     * @param size of the crop in pixels
     */
    static Taps resampling(double centre, double zoom, int size) {
        Taps taps = new Taps(size);
        for (int i = 0; i < size; i++) {
            double x = centre + (i + 0.5 - size / 2.0) / zoom;
            if (zoom >= 1) {
                double floor = Math.floor(x);
                taps.first[i] = (long) floor;
                taps.weights[i] = x == floor ? new double[] {1} : new double[] {1 - (x - floor), x - floor};
            } else {
                taps.cover(i, x + 0.5 - 0.5 / zoom, x + 0.5 + 0.5 / zoom);
            }
        }
        return taps;
    }

    /** Weights of a crop pixel that covers [from, to), where pixel n covers [n, n + 1). */
    private void cover(int i, double from, double to) {
        long low = (long) Math.floor(from);
        long high = (long) Math.ceil(to);
        first[i] = low;
        weights[i] = new double[(int) (high - low)];
        for (int k = 0; k < weights[i].length; k++) {
            double overlap = Math.min(to, low + k + 1) - Math.max(from, low + k);
            weights[i][k] = Math.max(0, overlap) / (to - from);
        }
    }

    /** Returns the number of crop pixels. */
    int size() {
        return first.length;
    }

    /** Returns the first image pixel that crop pixel i uses. */
    long first(int i) {
        return first[i];
    }

    /** Returns the weights of the image pixels from {@link #first} on; they sum to 1. */
    double[] weights(int i) {
        return weights[i];
    }
}
