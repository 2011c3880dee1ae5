package io.github.nucleoscope.check;

/**
 * The appearance of a crop without its brightness, contrast, slow gradients and finest detail: resampled to 32 x 32
 * pixels (block means, or the nearest pixel if the crop is smaller), minus the mean of the 5 x 5 neighbourhood of each
 * pixel, normalised to length 1. The dot product of two descriptors is their correlation: near 0 for different nuclei,
 * near 1 for copies.
 */
final class Descriptor {

    static final int SIDE = 32;
    private static final int RADIUS = 2;

    private Descriptor() {}

    /** Returns {@link #SIDE} squared values in row-major order; null if the crop is flat. */
    static float[] of(RawCrop crop) {
        float[] small = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            int top = y * crop.height() / SIDE;
            int bottom = Math.max(top + 1, (y + 1) * crop.height() / SIDE);
            for (int x = 0; x < SIDE; x++) {
                int left = x * crop.width() / SIDE;
                int right = Math.max(left + 1, (x + 1) * crop.width() / SIDE);
                double sum = 0;
                for (int j = top; j < bottom; j++) {
                    for (int i = left; i < right; i++) {
                        sum += crop.pixels()[j * crop.width() + i];
                    }
                }
                small[y * SIDE + x] = (float) (sum / ((bottom - top) * (right - left)));
            }
        }
        float[] detail = new float[small.length];
        double squares = 0;
        double scale = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = small[y * SIDE + x] - around(small, x, y);
                detail[y * SIDE + x] = (float) value;
                squares += value * value;
                scale = Math.max(scale, Math.abs(small[y * SIDE + x]));
            }
        }
        double length = Math.sqrt(squares);
        if (!(length > 1e-5 * scale)) {
            return null;
        }
        for (int i = 0; i < detail.length; i++) {
            detail[i] /= (float) length;
        }
        return detail;
    }

    private static double around(float[] values, int x, int y) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, y - RADIUS); j <= Math.min(SIDE - 1, y + RADIUS); j++) {
            for (int i = Math.max(0, x - RADIUS); i <= Math.min(SIDE - 1, x + RADIUS); i++) {
                sum += values[j * SIDE + i];
                count++;
            }
        }
        return sum / count;
    }

    /** Returns the descriptor of the crop after a flip or quarter turn. */
    static float[] turned(float[] descriptor, int turn) {
        float[] turned = new float[descriptor.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                turned[y * SIDE + x] = descriptor[Turn.source(turn, x, y, SIDE, SIDE)];
            }
        }
        return turned;
    }

    static double correlation(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
