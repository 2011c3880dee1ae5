package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.BoxMean;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Mask;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Moves outlines towards half the height of the surrounding nuclei. A global threshold outlines bright
 * nuclei too large and dim ones too small: the true edge of a blurred object is where the intensity is half-way between
 * inside and outside.
 *
 * <p>A pixel is set to nucleus if it is above {@code (mean of the window's nucleus pixels + mean of its other pixels)
 * / 2}. This is one step of the iteration of Ridler &amp; Calvard, "Picture Thresholding Using an Iterative Selection
 * Method" (1978), started from a mask, inside a square window around each pixel. A window without a nucleus pixel stays
 * background: no nucleus appears far from those of the mask.
 */
final class HalfHeight {

    private HalfHeight() {}

    /**
     * @param img axes X, Y, bright nuclei, finite pixels
     * @param valid pixels to use; the others become background
     * @param mask current nucleus pixels; changed in place
     * @param radius the window is 2 radius + 1 pixels wide and high; it should be wider than a nucleus
     */
    static void refine(ArrayImg<FloatType, FloatArray> img, boolean[] valid,
            ArrayImg<NativeBoolType, BooleanArray> mask, int radius) {
        long width = img.dimension(0);
        long height = img.dimension(1);
        float[] values = FloatPlane.values(img);
        boolean[] pixels = Mask.pixels(mask);
        float[] ones = new float[values.length];
        float[] inside = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            if (pixels[i]) {
                ones[i] = 1;
                inside[i] = values[i];
            }
        }
        // For each window: its mean, the fraction of nucleus pixels, and their part of the mean.
        float[] means = FloatPlane.values(BoxMean.of(img, radius));
        float[] fractions = FloatPlane.values(BoxMean.of(ArrayImgs.floats(ones, width, height), radius));
        float[] parts = FloatPlane.values(BoxMean.of(ArrayImgs.floats(inside, width, height), radius));
        for (int i = 0; i < values.length; i++) {
            float fraction = fractions[i];
            if (fraction > 0 && fraction < 1) {
                double nuclei = parts[i] / (double) fraction;
                double background = ((double) means[i] - parts[i]) / (1.0 - fraction);
                pixels[i] = valid[i] && values[i] > (nuclei + background) / 2;
            }
        }
    }
}
