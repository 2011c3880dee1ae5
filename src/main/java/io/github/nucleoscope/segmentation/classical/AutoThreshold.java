package io.github.nucleoscope.segmentation.classical;

import ij.process.AutoThresholder;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A global threshold, chosen from its histogram by one of ImageJ's automatic methods
 * ({@link AutoThresholder}). The histogram has 256 bins from the smallest to the largest valid pixel, so the result
 * does not depend on the bit depth.
 */
final class AutoThreshold {

    private static final int BINS = 256;

    private AutoThreshold() {}

    /**
     * @param img axes X, Y, bright nuclei; finite where valid
     * @param valid pixels to use; the others become background
     * @param method name of one of ImageJ's methods, as {@link AutoThresholder#getMethods()} spells it
     * @return the pixels above the threshold; none if the valid pixels are all equal
     * @throws InputException if the method finds no threshold in this histogram
     */
    static ArrayImg<NativeBoolType, BooleanArray> apply(ArrayImg<FloatType, FloatArray> img,
            boolean[] valid, String method) {
        float[] values = FloatPlane.values(img);
        boolean[] mask = new boolean[values.length];
        ArrayImg<NativeBoolType, BooleanArray> result = Mask.of(mask, img.dimension(0), img.dimension(1));
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            if (valid[i]) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        if (!(max > min)) {
            return result;
        }
        // In double precision: the range of a float image can exceed the largest float.
        double scale = BINS / ((double) max - min);
        int[] histogram = new int[BINS];
        for (int i = 0; i < values.length; i++) {
            if (valid[i]) {
                histogram[bin(values[i], min, scale)]++;
            }
        }
        int threshold = threshold(histogram, method);
        for (int i = 0; i < values.length; i++) {
            mask[i] = valid[i] && bin(values[i], min, scale) > threshold;
        }
        return result;
    }

    private static int bin(float value, float min, double scale) {
        return Math.min(BINS - 1, (int) (((double) value - min) * scale));
    }

    private static int threshold(int[] histogram, String method) {
        int threshold = new AutoThresholder().getThreshold(method, histogram);
        if (threshold < 0 || threshold >= BINS) {
            throw new InputException("ImageJ's threshold method " + method
                    + " finds no threshold in this image: choose another one, such as Otsu");
        }
        return threshold;
    }
}
