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
        return of(values, ResampledAxis.whole(width, toWidth), ResampledAxis.whole(height, toHeight));
    }

    /**
     * Resamples a part of a plane; the result is the same as that part of the whole plane when resampled.
     *
     * @param values the pixels that are needed: [{@code y.sourceLength()}, {@code x.sourceLength()}]
     * @param x columns
     * @param y rows
     * @return pixels, [{@code y.to() - y.from()}, {@code x.to() - x.from()}]; the values themselves if neither axis
     *     changes its length
     */
    public static float[] of(float[] values, ResampledAxis x, ResampledAxis y) {
        return alongY(alongX(values, x, y.sourceLength()), x.to() - x.from(), y);
    }

    private static float[] alongX(float[] values, ResampledAxis axis, int height) {
        if (axis.isUnchanged()) {
            return values;
        }
        int width = axis.sourceLength();
        int toWidth = axis.to() - axis.from();
        float[] result = new float[Math.multiplyExact(toWidth, height)];
        Taps[] ofColumns = new Taps[toWidth];
        for (int x = 0; x < toWidth; x++) {
            ofColumns[x] = Taps.of(axis, x);
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

    private static float[] alongY(float[] values, int width, ResampledAxis axis) {
        if (axis.isUnchanged()) {
            return values;
        }
        int toHeight = axis.to() - axis.from();
        float[] result = new float[Math.multiplyExact(width, toHeight)];
        for (int y = 0; y < toHeight; y++) {
            Taps taps = Taps.of(axis, y);
            for (int i = 0; i < taps.weights.length; i++) {
                int from = (taps.first + i) * width;
                for (int x = 0; x < width; x++) {
                    result[y * width + x] += taps.weights[i] * values[from + x];
                }
            }
        }
        return result;
    }

    /**
     * Neighbouring pixels of an axis, and their weights, that a pixel of the resampled axis is the mean of.
     *
     * @param first index of the first of them among the pixels that are needed
     */
    private record Taps(int first, float[] weights) {

        static Taps of(ResampledAxis axis, int place) {
            int to = axis.from() + place;
            int first = axis.first(to);
            double centre = axis.centre(to);
            double reach = axis.reach();
            float[] weights = new float[axis.last(to) - first + 1];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (1 - Math.abs(first + i - centre) / reach);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= (float) sum;
            }
            return new Taps(first - axis.sourceFrom(), weights);
        }
    }
}
