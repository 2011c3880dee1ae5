package io.github.nucleoscope.synthetic;

import java.util.Random;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.synthetic.Layout.Placed;

/**
 * How strongly nuclei take up a fluorescent stain.
 *
 * @param minBrightness least mean brightness of a nucleus in grey values above the background
 * @param maxBrightness largest mean brightness
 * @param minContrast least standard deviation of a nucleus's texture relative to its mean brightness
 * @param maxContrast largest standard deviation
 */
record FluorescentStain(double minBrightness, double maxBrightness, double minContrast, double maxContrast) {

    /** Standard deviation of the point spread function, in pixels. */
    private static final double PSF_SIGMA = 1.1;
    /** Brightness at the rim, where a nucleus is thin, relative to that in the middle. */
    private static final double RIM = 0.6;
    /** A nucleus is drawn wherever its blurred mask exceeds this. */
    private static final double VISIBLE = 0.01;

    /**
     * Adds a nucleus to a field: its blurred mask, brighter where it is thick, times its texture. Its mean over its own
     * pixels is exactly the brightness drawn, whatever the texture.
     *
     * @param inside pixels of the box that belong to the nucleus
     * @param scale draws the scale of the texture, see {@link ChromatinTexture#draw}
     * @param fluorescence the field, in grey values, row by row
     */
    void paint(Placed placed, boolean[] inside, ToDoubleFunction<Random> scale, double[] fluorescence, int width,
            Random random) {
        NucleusShape shape = placed.shape();
        int size = shape.size();
        double[] mask = new double[size * size];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[i] ? 1 : 0;
        }
        mask = ReproducibleBlur.blur(mask, size, size, PSF_SIGMA);
        boolean[] visible = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            visible[i] = mask[i] > VISIBLE;
        }
        double brightness = minBrightness + (maxBrightness - minBrightness) * random.nextDouble();
        double contrast = minContrast + (maxContrast - minContrast) * random.nextDouble();
        double[] texture = ChromatinTexture.draw(shape, scale.applyAsDouble(random), visible, inside, random);

        double[] nucleus = new double[mask.length];
        double sum = 0;
        int area = 0;
        for (int i = 0; i < nucleus.length; i++) {
            double r = Math.min(1, shape.relativeRadius(i));
            double thickness = RIM + (1 - RIM) * Math.sqrt(1 - r * r);
            nucleus[i] = mask[i] * thickness * (1 + contrast * texture[i]);
            if (inside[i]) {
                sum += nucleus[i];
                area++;
            }
        }
        double gain = brightness * area / sum;
        for (int i = 0; i < nucleus.length; i++) {
            fluorescence[(placed.top() + i / size) * width + placed.left() + i % size] += gain * nucleus[i];
        }
    }
}
