package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Separable Gaussian blur. The kernel is sampled at whole pixels, cut off at 4 sigma and normalised to sum 1. Beyond
 * the border the image is mirrored with the border pixel repeated (… b a | a b c …), the default of ImageJ and SciPy.
 */
public final class GaussianBlur {

    /** The kernel is cut off at this many standard deviations. */
    private static final int CUT = 4;

    /** The number of taps on each side that are added in one pass over a row. */
    private static final int TAPS = 3;

    private GaussianBlur() {}

    /**
     * Blurs into a new image.
     *
     * @param img axes X, Y, finite pixels; not changed
     * @param sigma standard deviation in pixels, 0 or more
     * @return a new image of the same shape; the image itself if sigma is 0
     */
    public static ArrayImg<FloatType, FloatArray> blur(ArrayImg<FloatType, FloatArray> img, double sigma) {
        if (sigma == 0) {
            return img;
        }
        ArrayImg<FloatType, FloatArray> blurred = ArrayImgs.floats(img.dimensionsAsLongArray());
        blur(FloatPlane.values(img), FloatPlane.values(blurred), (int) img.dimension(0), halfKernel(sigma));
        return blurred;
    }

    /**
     * Blurs in place.
     *
     * @param img axes X, Y, finite pixels
     * @param sigma standard deviation in pixels, 0 or more; 0 changes nothing
     */
    public static void blurInPlace(ArrayImg<FloatType, FloatArray> img, double sigma) {
        if (sigma > 0) {
            blur(FloatPlane.values(img), FloatPlane.values(img), (int) img.dimension(0), halfKernel(sigma));
        }
    }

    /**
     * Blurs each row, then, as soon as the rows below are ready, the columns. All loops run over arrays of one row
     * each, from 0, so that the compiler can vectorise them.
     *
     * @param out may be {@code in}: a row is written after it has been read
     */
    private static void blur(float[] in, float[] out, int width, float[] kernel) {
        int radius = kernel.length - 1;
        int height = in.length / width;
        float[][] rows = new float[Math.min(height, 2 * radius + 1)][width];
        float[] padded = new float[width + 2 * radius];
        float[][] shifted = new float[2 * TAPS][width];
        float[][] neighbours = new float[2 * TAPS][];
        float[] sum = new float[width];
        int ready = 0;
        for (int y = 0; y < height; y++) {
            for (; ready < Math.min(height, y + radius + 1); ready++) {
                blurRow(in, ready * width, padded, shifted, rows[ready % rows.length], kernel);
            }
            first(sum, kernel[0], rows[y % rows.length], kernel[1], rows[mirror(y - 1, height) % rows.length],
                    rows[mirror(y + 1, height) % rows.length]);
            for (int i = 2; i <= radius; i += TAPS) {
                for (int k = 0; k < TAPS && i + k <= radius; k++) {
                    neighbours[2 * k] = rows[mirror(y - i - k, height) % rows.length];
                    neighbours[2 * k + 1] = rows[mirror(y + i + k, height) % rows.length];
                }
                add(sum, kernel, i, neighbours);
            }
            System.arraycopy(sum, 0, out, y * width, width);
        }
    }

    /**
     * Returns the half of the kernel from its centre outwards.
     *
     * @param sigma standard deviation in pixels, above 0
     * @return the weights at distances of 0, 1, … pixels, at least two; both sides together sum to 1
     */
    public static float[] halfKernel(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(CUT * sigma));
        double[] weights = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            weights[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
            sum += i == 0 ? weights[i] : 2 * weights[i];
        }
        float[] kernel = new float[radius + 1];
        for (int i = 0; i <= radius; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }

    private static void blurRow(float[] in, int start, float[] padded, float[][] shifted, float[] out,
            float[] kernel) {
        int width = out.length;
        int radius = kernel.length - 1;
        System.arraycopy(in, start, padded, radius, width);
        for (int i = 1; i <= radius; i++) {
            padded[radius - i] = in[start + mirror(-i, width)];
            padded[radius + width - 1 + i] = in[start + mirror(width - 1 + i, width)];
        }
        System.arraycopy(padded, radius - 1, shifted[0], 0, width);
        System.arraycopy(padded, radius, shifted[1], 0, width);
        System.arraycopy(padded, radius + 1, shifted[2], 0, width);
        first(out, kernel[0], shifted[1], kernel[1], shifted[0], shifted[2]);
        for (int i = 2; i <= radius; i += TAPS) {
            for (int k = 0; k < TAPS && i + k <= radius; k++) {
                System.arraycopy(padded, radius - i - k, shifted[2 * k], 0, width);
                System.arraycopy(padded, radius + i + k, shifted[2 * k + 1], 0, width);
            }
            add(out, kernel, i, shifted);
        }
    }

    /** Sets the sum of taps 0 and 1. */
    private static void first(float[] out, float weight, float[] in, float weight1, float[] left, float[] right) {
        for (int x = 0; x < out.length; x++) {
            out[x] = weight * in[x] + weight1 * (left[x] + right[x]);
        }
    }

    /** Adds taps i to i + {@value #TAPS} - 1, as far as there are any. */
    private static void add(float[] out, float[] kernel, int i, float[][] in) {
        switch (Math.min(TAPS, kernel.length - i)) {
            case 1 -> add(out, kernel[i], in[0], in[1]);
            case 2 -> add(out, kernel[i], in[0], in[1], kernel[i + 1], in[2], in[3]);
            default -> add(out, kernel[i], in[0], in[1], kernel[i + 1], in[2], in[3], kernel[i + 2], in[4], in[5]);
        }
    }

    private static void add(float[] out, float weight, float[] left, float[] right) {
        for (int x = 0; x < out.length; x++) {
            out[x] += weight * (left[x] + right[x]);
        }
    }

    private static void add(float[] out, float weight, float[] left, float[] right, float weight2, float[] left2,
            float[] right2) {
        for (int x = 0; x < out.length; x++) {
            out[x] = out[x] + weight * (left[x] + right[x]) + weight2 * (left2[x] + right2[x]);
        }
    }

    private static void add(float[] out, float weight, float[] left, float[] right, float weight2, float[] left2,
            float[] right2, float weight3, float[] left3, float[] right3) {
        for (int x = 0; x < out.length; x++) {
            out[x] = out[x] + weight * (left[x] + right[x]) + weight2 * (left2[x] + right2[x])
                    + weight3 * (left3[x] + right3[x]);
        }
    }

    /**
     * Reflects an index about the outer edges of the first and the last pixel, as often as needed.
     *
     * @param i any index
     * @param size the number of pixels, 1 or more
     * @return the index of the pixel that is mirrored there, 0 to size - 1
     */
    public static int mirror(int i, int size) {
        int period = 2 * size;
        int m = Math.floorMod(i, period);
        return m < size ? m : period - 1 - m;
    }
}
