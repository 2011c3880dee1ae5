package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.nuclei.IntensityFlood.Regions;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The method {@value SegmentationSettings#AUTO}: everything that it needs to know of an image it measures in the image.
 * The background is taken away; the size of the nuclei gives the blur; a flood from bright to dim finds a region for
 * each nucleus; each nucleus gets an outline at a level of its own; pieces with necks are divided; weak outlines are
 * dropped.
 */
final class AutoSegmentation {

    /** Blur that takes the noise out of the gradients and of the background, small beside any nucleus. */
    private static final double FINE_SIGMA = 0.7;

    private static final double MAX_SIGMA = 3;

    /** Blur over the diameter of the nuclei: it takes their texture away and leaves their outline. */
    private static final double SIGMA_PER_DIAMETER = 0.05;

    /** Standard deviation of white noise after a blur of sigma 1: 1 / sqrt(4 pi). */
    private static final double BLURRED_NOISE = 0.282;

    /** The height of the brightest nuclei is what this many pixels reach: hot pixels do not count. */
    private static final int TOP_AREA = 30;

    /** The noise is measured in each of so many rows: it needs no more. */
    private static final int NOISE_ROWS = 4;

    private static final double FLOOR_IN_NOISE = 6;
    private static final double FLOOR_IN_TOP = 0.04;

    private AutoSegmentation() {}

    /**
     * @param img bright nuclei, axes X, Y, finite pixels
     * @param valid pixels that count; the others become background
     * @return labels in no order, see {@link LabelFilter}; 0 is background
     */
    static ArrayImg<IntType, IntArray> label(ArrayImg<FloatType, FloatArray> img, boolean[] valid,
            SegmentationSettings settings) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        double noise = BLURRED_NOISE * LocalContrast.noise(img, NOISE_ROWS);
        ArrayImg<FloatType, FloatArray> heights = GaussianBlur.blur(img, FINE_SIGMA);
        Background.subtract(heights);
        float top = top(FloatPlane.values(heights), TOP_AREA);
        if (!(top > 0)) {
            return ArrayImgs.ints(width, height);
        }
        double diameter = NucleusScale.diameter(heights, top);
        double sigma = Math.max(FINE_SIGMA, Math.min(MAX_SIGMA, SIGMA_PER_DIAMETER * diameter));
        heights = GaussianBlur.blur(heights, Math.sqrt(sigma * sigma - FINE_SIGMA * FINE_SIGMA));
        noise /= Math.max(1, sigma);
        float[] values = FloatPlane.values(heights);
        for (int i = 0; i < values.length; i++) {
            values[i] = valid[i] ? values[i] : 0;
        }
        float floor = (float) Math.max(FLOOR_IN_NOISE * noise, FLOOR_IN_TOP * top);
        Regions regions = IntensityFlood.flood(heights, floor, (float) noise, settings.split());
        int[] labels = Outlines.draw(heights, regions, diameter);
        int last = NucleusPieces.tidy(labels, width, height, regions, settings);
        EdgeContrast.filter(labels, values, width, last, noise);
        return ArrayImgs.ints(labels, width, height);
    }

    /** What at least the given number of pixels reach, so that a few hot pixels do not count; 0 if nothing. */
    private static float top(float[] values, int count) {
        int bits = 15;
        int[] histogram = new int[1 << (32 - bits - 1)];
        for (float value : values) {
            if (value > 0) {
                histogram[Float.floatToRawIntBits(value) >>> bits]++;
            }
        }
        int above = 0;
        for (int level = histogram.length - 1; level > 0; level--) {
            above += histogram[level];
            if (above >= count) {
                return Float.intBitsToFloat(level << bits);
            }
        }
        return 0;
    }
}
