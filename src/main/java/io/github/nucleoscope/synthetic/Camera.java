package io.github.nucleoscope.synthetic;

import java.util.Random;

/**
 * Turns fluorescence into an image: out-of-focus haze, a sloping background, vignetting, photon noise and read
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
     * Takes an image of 8 bits.
     *
     * @param fluorescence emission of the nuclei, in grey values, row by row
     * @return grey values 0 to 255 as unsigned bytes, row by row
     */
    static byte[] expose(double[] fluorescence, int width, int height, Random random) {
        double[] signal = signal(fluorescence, width, height, random);
        byte[] image = new byte[signal.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) Math.max(0, Math.min(255, Math.rint(signal[i])));
        }
        return image;
    }

    /**
     * Returns what the sensor measures, before it is rounded to whole grey values.
     *
     * @param fluorescence emission, in grey values of an image of 8 bits, row by row
     * @return in the same unit; may be below 0 and above 255
     */
    static double[] signal(double[] fluorescence, int width, int height, Random random) {
        double[] haze = ReproducibleBlur.blur(fluorescence, width, height, HAZE_SIGMA);
        double slopeAngle = 2 * Math.PI * random.nextDouble();
        double slopeX = BACKGROUND_SLOPE * StrictMath.cos(slopeAngle);
        double slopeY = BACKGROUND_SLOPE * StrictMath.sin(slopeAngle);
        double[] signal = new double[width * height];
        for (int y = 0; y < height; y++) {
            double v = 2.0 * y / (height - 1) - 1;
            for (int x = 0; x < width; x++) {
                double u = 2.0 * x / (width - 1) - 1;
                int i = y * width + x;
                double light = fluorescence[i] + HAZE * haze[i] + BACKGROUND * (1 + slopeX * u + slopeY * v);
                double lit = light * (1 - VIGNETTING * (u * u + v * v) / 2);
                signal[i] = noisy(lit, random);
            }
        }
        return signal;
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
