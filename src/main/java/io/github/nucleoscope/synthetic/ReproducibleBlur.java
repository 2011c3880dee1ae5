package io.github.nucleoscope.synthetic;

/**
 * Separable Gaussian blur of synthetic images, mirrored at their borders: in double precision, with {@link StrictMath}
 * and a fixed order of additions, so that every machine draws the same bytes. The blur for segmentation,
 * {@link io.github.nucleoscope.images.pixels.GaussianBlur}, uses floats and is made for speed.
 */
final class ReproducibleBlur {

    /** The kernel is cut off at this many standard deviations. */
    private static final int CUT = 3;

    private ReproducibleBlur() {}

    /**
     * Blurs a plane.
     *
     * @param plane row by row, index {@code y * width + x}; not changed
     * @param sigma standard deviation in pixels, above 0
     * @return a new plane of the same size
     */
    static double[] blur(double[] plane, int width, int height, double sigma) {
        double[] kernel = kernel(sigma);
        double[] rows = alongLines(plane, width, height, 1, width, kernel);
        return alongLines(rows, height, width, width, 1, kernel);
    }

    /** Returns half a kernel, from its centre outwards; the whole sums to 1. */
    private static double[] kernel(double sigma) {
        double[] kernel = new double[(int) Math.ceil(CUT * sigma) + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = StrictMath.exp(-0.5 * i * i / (sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static double[] alongLines(double[] in, int length, int lines, int step, int stride, double[] kernel) {
        double[] out = new double[in.length];
        for (int line = 0; line < lines; line++) {
            int start = line * stride;
            for (int i = 0; i < length; i++) {
                double sum = kernel[0] * in[start + i * step];
                for (int k = 1; k < kernel.length; k++) {
                    sum += kernel[k]
                            * (in[start + mirror(i - k, length) * step] + in[start + mirror(i + k, length) * step]);
                }
                out[start + i * step] = sum;
            }
        }
        return out;
    }

    /** Reflects an index about the outer edges of the first and last pixel, as often as needed. */
    private static int mirror(int i, int length) {
        while (i < 0 || i >= length) {
            i = i < 0 ? -1 - i : 2 * length - 1 - i;
        }
        return i;
    }
}
