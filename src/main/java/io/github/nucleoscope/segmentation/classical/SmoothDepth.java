package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.DistanceTransform;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.Mask;

/**
 * Depth of nucleus-sized masks, one after the other: bit for bit {@link DistanceTransform} followed by
 * {@link GaussianBlur}. Small masks are processed as a whole, with the pixels of all rows in one run, as the compiler
 * vectorises long loops over arrays from 0. Not thread-safe: arrays are reused.
 */
final class SmoothDepth {

    /** Longer distances, in pixels, are left to {@link DistanceTransform}, whose time does not depend on them. */
    private static final int LONGEST = 64;

    /** Masks with more pixels, which exceed the processor's cache, are left to {@link DistanceTransform}, too. */
    private static final int LARGEST = 1 << 17;

    /** Larger than any squared distance. */
    private static final float FAR = 1e9f;

    private final double sigma;
    private final float[] kernel;
    private int[] columns = {};
    private float[] squares = {};
    private float[] depths = {};
    private float[] rows = {};
    private float[] one = {};
    private float[] other = {};

    /** @param sigma standard deviation of the blur in pixels, above 0 */
    SmoothDepth(double sigma) {
        this.sigma = sigma;
        this.kernel = GaussianBlur.halfKernel(sigma);
    }

    /**
     * @param mask at least w x h pixels, row by row
     * @return the smoothed distances, row by row; 0 outside the mask
     */
    float[] of(boolean[] mask, int w, int h) {
        float[] result = new float[w * h];
        if (!measure(mask, w, h)) {
            boolean[] exact = mask.length == result.length ? mask : Arrays.copyOf(mask, result.length);
            depths = FloatPlane.values(GaussianBlur.blur(DistanceTransform.of(Mask.of(exact, w, h)), sigma));
        } else {
            blur(w, h);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = mask[i] ? depths[i] : 0;
        }
        return result;
    }

    /** Computes the distances; returns false if they are too long. */
    private boolean measure(boolean[] mask, int w, int h) {
        if (w * h > LARGEST) {
            return false;
        }
        int longest = columns(mask, w, h);
        boolean framed = true;
        for (int y = 0; y < h; y++) {
            framed &= !mask[y * w] && !mask[y * w + w - 1];
        }
        longest = Math.min(longest, framed ? (w - 1) / 2 : w);
        if (longest > LONGEST) {
            return false;
        }
        // Between rows of background, anything shifted in from the next row is farther away than the row's end.
        // Otherwise rows are kept apart.
        int gap = framed ? 0 : longest;
        int stride = w + gap;
        int count = stride * h;
        squares = longer(squares, count + 2 * longest);
        one = longer(one, count);
        other = longer(other, count);
        Arrays.fill(squares, 0, count + 2 * longest, FAR);
        square(columns, one, w * h);
        for (int y = 0; y < h; y++) {
            System.arraycopy(one, y * w, squares, longest + y * stride, w);
        }
        depths = longer(depths, count);
        System.arraycopy(squares, longest, depths, 0, count);
        for (int shift = 1; shift <= longest; shift++) {
            System.arraycopy(squares, longest - shift, one, 0, count);
            System.arraycopy(squares, longest + shift, other, 0, count);
            nearer(depths, one, other, (float) shift * shift, count);
        }
        roots(depths, count);
        for (int y = 1; y < h && gap > 0; y++) {
            System.arraycopy(depths, y * stride, depths, y * w, w);
        }
        return true;
    }

    /** Computes the distance to the nearest background above or below; returns the longest. */
    private int columns(boolean[] mask, int w, int h) {
        int count = w * h;
        int none = w + h;
        columns = columns.length >= count ? columns : new int[count + count / 2];
        for (int i = 0; i < count; i++) {
            columns[i] = mask[i] ? i < w ? none : Math.min(none, columns[i - w] + 1) : 0;
        }
        int longest = 0;
        for (int i = count - 1; i >= 0; i--) {
            columns[i] = i < count - w ? Math.min(columns[i], columns[i + w] + 1) : columns[i];
            longest = Math.max(longest, columns[i]);
        }
        return longest;
    }

    private static void square(int[] distances, float[] squares, int count) {
        for (int i = 0; i < count; i++) {
            float distance = distances[i];
            squares[i] = distance * distance;
        }
    }

    private static void nearer(float[] nearest, float[] left, float[] right, float square, int count) {
        for (int i = 0; i < count; i++) {
            nearest[i] = Math.min(nearest[i], Math.min(left[i], right[i]) + square);
        }
    }

    private static void roots(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sqrt(values[i]);
        }
    }

    /** Blurs the distances. Each row and column is extended by its mirror image. */
    private void blur(int w, int h) {
        int radius = kernel.length - 1;
        int stride = w + 2 * radius;
        int count = stride * h;
        rows = longer(rows, stride * (h + 2 * radius) + 2 * radius);
        one = longer(one, count);
        other = longer(other, count);
        float[] sum = longer(squares, count);
        squares = sum;
        for (int y = 0; y < h; y++) {
            int start = radius + y * stride + radius;
            System.arraycopy(depths, y * w, rows, start, w);
            for (int i = 1; i <= radius; i++) {
                rows[start - i] = rows[start + GaussianBlur.mirror(-i, w)];
                rows[start + w - 1 + i] = rows[start + GaussianBlur.mirror(w - 1 + i, w)];
            }
        }
        convolve(rows, radius, 1, sum, count);
        for (int y = -radius; y < h + radius; y++) {
            System.arraycopy(sum, GaussianBlur.mirror(y, h) * stride, rows, (y + radius) * stride, stride);
        }
        convolve(rows, radius * stride, stride, sum, count);
        for (int y = 0; y < h; y++) {
            System.arraycopy(sum, y * stride + radius, depths, y * w, w);
        }
    }

    private void convolve(float[] in, int start, int step, float[] sum, int count) {
        System.arraycopy(in, start, one, 0, count);
        scale(sum, one, kernel[0], count);
        for (int i = 1; i < kernel.length; i++) {
            System.arraycopy(in, start - i * step, one, 0, count);
            System.arraycopy(in, start + i * step, other, 0, count);
            add(sum, one, other, kernel[i], count);
        }
    }

    private static void scale(float[] sum, float[] in, float weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = weight * in[i];
        }
    }

    private static void add(float[] sum, float[] left, float[] right, float weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += weight * (left[i] + right[i]);
        }
    }

    private static float[] longer(float[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length + length / 2);
    }
}
