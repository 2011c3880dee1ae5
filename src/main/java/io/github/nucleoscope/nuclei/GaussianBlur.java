package io.github.nucleoscope.nuclei;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Separable Gaussian blur. The kernel is sampled at whole pixels, cut at 4 sigma and normalised to sum 1. Beyond the
 * border the image is mirrored with the border pixel repeated (… b a | a b c …), as in ImageJ's and SciPy's default.
 */
final class GaussianBlur {

    private GaussianBlur() {}

    /**
     * @param img axes X, Y, finite pixels
     * @param sigma standard deviation in pixels, 0 or more; 0 returns the image itself
     */
    static ArrayImg<FloatType, FloatArray> blur(ArrayImg<FloatType, FloatArray> img, double sigma) {
        if (sigma == 0) {
            return img;
        }
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] kernel = halfKernel(sigma);
        float[] rows = blurRows(FloatPlane.values(img), width, height, kernel);
        return ArrayImgs.floats(blurColumns(rows, width, height, kernel), width, height);
    }

    /** Weights at distance 0, 1, …, of a kernel that sums to 1. */
    static float[] halfKernel(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(4 * sigma));
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

    private static float[] blurRows(float[] in, int width, int height, float[] kernel) {
        int radius = kernel.length - 1;
        float[] out = new float[in.length];
        float[] row = new float[width + 2 * radius];
        for (int y = 0; y < height; y++) {
            int start = y * width;
            System.arraycopy(in, start, row, radius, width);
            for (int i = 1; i <= radius; i++) {
                row[radius - i] = in[start + mirror(-i, width)];
                row[radius + width - 1 + i] = in[start + mirror(width - 1 + i, width)];
            }
            for (int x = 0; x < width; x++) {
                out[start + x] = kernel[0] * row[radius + x];
            }
            for (int i = 1; i <= radius; i += 2) {
                addRows(out, start, width, kernel, i, row, radius - i, radius + i, radius - i - 1, radius + i + 1);
            }
        }
        return out;
    }

    /** Adds two taps, i and i + 1, at once: half the traffic to memory of one at a time, and the same sums. */
    private static void addRows(float[] out, int start, int width, float[] kernel, int i, float[] in, int left,
            int right, int left2, int right2) {
        float weight = kernel[i];
        if (i + 1 == kernel.length) {
            for (int x = 0; x < width; x++) {
                out[start + x] += weight * (in[left + x] + in[right + x]);
            }
            return;
        }
        float weight2 = kernel[i + 1];
        for (int x = 0; x < width; x++) {
            out[start + x] = out[start + x] + weight * (in[left + x] + in[right + x])
                    + weight2 * (in[left2 + x] + in[right2 + x]);
        }
    }

    private static float[] blurColumns(float[] in, int width, int height, float[] kernel) {
        float[] out = new float[in.length];
        for (int y = 0; y < height; y++) {
            int start = y * width;
            for (int x = 0; x < width; x++) {
                out[start + x] = kernel[0] * in[start + x];
            }
            for (int i = 1; i < kernel.length; i += 2) {
                addRows(out, start, width, kernel, i, in, mirror(y - i, height) * width,
                        mirror(y + i, height) * width, mirror(y - i - 1, height) * width,
                        mirror(y + i + 1, height) * width);
            }
        }
        return out;
    }

    /** The index inside [0, size) that shows the pixel at i. */
    static int mirror(int i, int size) {
        int period = 2 * size;
        int m = Math.floorMod(i, period);
        return m < size ? m : period - 1 - m;
    }
}
