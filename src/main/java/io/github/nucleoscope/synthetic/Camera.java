package io.github.nucleoscope.synthetic;

import java.util.Random;

/**
 * Turns fluorescence into an 8-bit image: out-of-focus haze, a sloping background, vignetting, photon noise and read
 * noise.
 */
final class Camera {

    private static final double BACKGROUND = 16;
    /** Relative increase of the background from the middle to the bright side of the field. */
    private static final double BACKGROUND_SLOPE = 0.3;
    /** Loss of light in the corners. */
    private static final double VIGNETTING = 0.25;
    private static final double HAZE = 0.12;
    private static final double HAZE_SIGMA = 9;
    private static final double PHOTONS_PER_GREY_VALUE = 5;
    private static final double READ_NOISE = 1.2;

    private Camera() {}

    /**
     * Takes an image.
     *
     * @param fluorescence emission of the nuclei, in grey values, row by row
     * @return grey values 0 to 255 as unsigned bytes, row by row
     */
    static byte[] expose(double[] fluorescence, int width, int height, Random random) {
        double[] haze = ReproducibleBlur.blur(fluorescence, width, height, HAZE_SIGMA);
        double slopeAngle = 2 * Math.PI * random.nextDouble();
        double slopeX = BACKGROUND_SLOPE * StrictMath.cos(slopeAngle);
        double slopeY = BACKGROUND_SLOPE * StrictMath.sin(slopeAngle);
        byte[] image = new byte[width * height];
        for (int y = 0; y < height; y++) {
            double v = 2.0 * y / (height - 1) - 1;
            for (int x = 0; x < width; x++) {
                double u = 2.0 * x / (width - 1) - 1;
                int i = y * width + x;
                double light = fluorescence[i] + HAZE * haze[i] + BACKGROUND * (1 + slopeX * u + slopeY * v);
                double lit = light * (1 - VIGNETTING * (u * u + v * v) / 2);
                image[i] = (byte) Math.max(0, Math.min(255, Math.rint(noisy(lit, random))));
            }
        }
        return image;
    }

    /**
     * Photon noise is Poisson noise, here a normal distribution of equal variance, as there are always dozens of
     * photons.
     */
    private static double noisy(double greyValue, Random random) {
        double photonNoise = Math.sqrt(greyValue / PHOTONS_PER_GREY_VALUE) * random.nextGaussian();
        return greyValue + photonNoise + READ_NOISE * random.nextGaussian();
    }
}
