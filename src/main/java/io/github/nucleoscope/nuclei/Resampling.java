package io.github.nucleoscope.nuclei;

/**
 * Enlarges or shrinks planes. A pixel is a square: the centres of the outer pixels lie half a pixel inside the edges
 * of the plane, which stay where they are. Enlarged planes are interpolated linearly; in shrunk ones each pixel is a
 * mean, with triangular weights, of the area it covers and half as much on either side, so that nothing is skipped.
 */
public final class Resampling {

    private Resampling() {}

    /**
     * Resamples a plane to another size.
     *
     * @param values pixels, [height, width]
     * @return pixels, [toHeight, toWidth]; the values themselves if the size does not change
     */
    public static float[] of(float[] values, int width, int height, int toWidth, int toHeight) {
        return alongY(alongX(values, width, height, toWidth), toWidth, height, toHeight);
    }

    private static float[] alongX(float[] values, int width, int height, int toWidth) {
        if (width == toWidth) {
            return values;
        }
        float[] result = new float[Math.multiplyExact(toWidth, height)];
        Taps[] ofColumns = new Taps[toWidth];
        for (int x = 0; x < toWidth; x++) {
            ofColumns[x] = Taps.of(x, width, toWidth);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                Taps taps = ofColumns[x];
                float sum = 0;
                for (int i = 0; i < taps.weights.length; i++) {
                    sum += taps.weights[i] * values[y * width + taps.first + i];
                }
                result[y * toWidth + x] = sum;
            }
        }
        return result;
    }

    private static float[] alongY(float[] values, int width, int height, int toHeight) {
        if (height == toHeight) {
            return values;
        }
        float[] result = new float[Math.multiplyExact(width, toHeight)];
        for (int y = 0; y < toHeight; y++) {
            Taps taps = Taps.of(y, height, toHeight);
            for (int i = 0; i < taps.weights.length; i++) {
                int from = (taps.first + i) * width;
                for (int x = 0; x < width; x++) {
                    result[y * width + x] += taps.weights[i] * values[from + x];
                }
            }
        }
        return result;
    }

    /** Neighbouring pixels of an axis, and their weights, that a pixel of the resampled axis is the mean of. */
    private record Taps(int first, float[] weights) {

        static Taps of(int place, int length, int toLength) {
            double step = (double) length / toLength;
            double centre = (place + 0.5) * step - 0.5;
            double reach = Math.max(1, step);
            int first = Math.max(0, (int) Math.ceil(centre - reach));
            int last = Math.min(length - 1, (int) Math.floor(centre + reach));
            float[] weights = new float[last - first + 1];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (1 - Math.abs(first + i - centre) / reach);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= (float) sum;
            }
            return new Taps(first, weights);
        }
    }
}
