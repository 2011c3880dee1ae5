package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Exact Euclidean distance transform (Felzenszwalb &amp; Huttenlocher, "Distance Transforms of Sampled Functions",
 * Theory of Computing 8, 2012): lower envelopes of parabolas, along columns, then rows.
 */
public final class DistanceTransform {

    /** Larger than the squared diagonal of any image that fits into an array, and exact in a double. */
    private static final double FAR = 1e20;

    private DistanceTransform() {}

    /**
     * Computes the distance of each mask pixel to the nearest background pixel, centre to centre, in pixels; 0 in the
     * background. Pixels outside the image do not count as background: a nucleus cut by the border keeps its depth. If
     * the mask covers the whole image, every distance is width + height.
     *
     * @param mask axes X, Y; not changed
     * @return a new image of the same shape
     */
    public static ArrayImg<FloatType, FloatArray> of(ArrayImg<NativeBoolType, BooleanArray> mask) {
        int width = (int) mask.dimension(0);
        int height = (int) mask.dimension(1);
        boolean[] pixels = Mask.pixels(mask);
        float[] distance = new float[pixels.length];
        // Along columns the envelope is simple: the distance to the nearest background above or below.
        int[] column = new int[pixels.length];
        int none = width + height;
        for (int i = 0; i < pixels.length; i++) {
            int above = i >= width ? column[i - width] : none;
            column[i] = pixels[i] ? Math.min(none, above + 1) : 0;
        }
        for (int i = pixels.length - width - 1; i >= 0; i--) {
            column[i] = Math.min(column[i], column[i + width] + 1);
        }
        int[] vertex = new int[width];
        double[] boundary = new double[width + 1];
        double[] height2 = new double[width];
        for (int y = 0; y < height; y++) {
            int start = y * width;
            for (int x = 0; x < width; x++) {
                int d = column[start + x];
                height2[x] = d >= none ? FAR : (double) d * d;
            }
            envelope(height2, vertex, boundary);
            int k = 0;
            for (int x = 0; x < width; x++) {
                while (boundary[k + 1] < x) {
                    k++;
                }
                double dx = x - vertex[k];
                double squared = dx * dx + height2[vertex[k]];
                distance[start + x] = squared >= FAR ? none : (float) Math.sqrt(squared);
            }
        }
        return ArrayImgs.floats(distance, width, height);
    }

    /** The lower envelope of the parabolas rooted at (x, f[x]): which one is lowest up to which boundary. */
    private static void envelope(double[] f, int[] vertex, double[] boundary) {
        int k = 0;
        vertex[0] = 0;
        boundary[0] = Double.NEGATIVE_INFINITY;
        boundary[1] = Double.POSITIVE_INFINITY;
        for (int q = 1; q < f.length; q++) {
            double s = intersection(f, q, vertex[k]);
            while (s <= boundary[k]) {
                k--;
                s = intersection(f, q, vertex[k]);
            }
            k++;
            vertex[k] = q;
            boundary[k] = s;
            boundary[k + 1] = Double.POSITIVE_INFINITY;
        }
    }

    private static double intersection(double[] f, int q, int p) {
        return (f[q] - f[p] + (double) q * q - (double) p * p) / (2.0 * (q - p));
    }
}
