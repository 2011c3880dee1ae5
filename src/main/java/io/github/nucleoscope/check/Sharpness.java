package io.github.nucleoscope.check;

/**
 * The sharpness of a crop: the energy of the Laplacian over the variance (Pech-Pacheco et al. (2000), "Diatom
 * autofocusing in brightfield microscopy", ICPR; here divided by the variance, so that brightness and contrast do not
 * matter), after a 3 x 3 binomial blur that suppresses pixel noise.
 */
final class Sharpness {

    private Sharpness() {}

    /** Returns the natural logarithm of the ratio over the pixels of the mask; NaN if they are flat or too few. */
    static double of(RawCrop crop, boolean[] mask) {
        int width = crop.width();
        int height = crop.height();
        if (width < 5 || height < 5) {
            return Double.NaN;
        }
        double[] smooth = new double[width * height];
        float[] v = crop.pixels();
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
                smooth[i] = (v[i - width - 1] + 2.0 * v[i - width] + v[i - width + 1]
                        + 2.0 * v[i - 1] + 4.0 * v[i] + 2.0 * v[i + 1]
                        + v[i + width - 1] + 2.0 * v[i + width] + v[i + width + 1]) / 16;
            }
        }
        double energy = 0;
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 2; y < height - 2; y++) {
            for (int i = y * width + 2; i < (y + 1) * width - 2; i++) {
                if (mask[i]) {
                    double laplacian = smooth[i - 1] + smooth[i + 1] + smooth[i - width] + smooth[i + width]
                            - 4 * smooth[i];
                    energy += laplacian * laplacian;
                    sum += smooth[i];
                    squares += smooth[i] * smooth[i];
                    count++;
                }
            }
        }
        double variance = squares - sum * sum / Math.max(1, count);
        return count < 9 || variance <= 1e-9 * squares || energy == 0 ? Double.NaN : Math.log(energy / variance);
    }
}
