package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.DistanceTransform;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.images.pixels.Mask;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Divides masks at their necks by a {@link Watershed} of the smoothed distance to the background. Not thread-safe:
 * arrays are reused for the next mask.
 */
final class Necks {

    /** Standard deviation, in pixels, of the blur that removes the pixel steps from the distance transform. */
    static final double DEPTH_SIGMA = 1;

    /** How much the summit of a nucleus's distance transform must stand out, as a fraction of it. */
    static final double TOLERANCE = 0.05;

    /** The least that it must stand out in pixels, for small nuclei: the value of ImageJ's binary watershed. */
    static final double MIN_TOLERANCE = 0.5;

    private final SmoothDepth depth = new SmoothDepth(DEPTH_SIGMA);

    /**
     * Splits the mask of a whole image.
     *
     * @param mask axes X, Y
     * @return a label for each pixel of the mask, neither contiguous nor in any order; 0 in the background
     */
    static ArrayImg<IntType, IntArray> split(ArrayImg<NativeBoolType, BooleanArray> mask) {
        ArrayImg<FloatType, FloatArray> depth = GaussianBlur.blur(DistanceTransform.of(mask), DEPTH_SIGMA);
        float[] depths = FloatPlane.values(depth);
        boolean[] pixels = Mask.pixels(mask);
        for (int i = 0; i < depths.length; i++) {
            if (!pixels[i]) {
                depths[i] = 0;
            }
        }
        return Watershed.split(depth, TOLERANCE, MIN_TOLERANCE);
    }

    /**
     * Splits the mask of one nucleus, or of several that touch.
     *
     * @param mask w x h pixels, row by row
     * @return for each pixel its part 1, 2, …, in raster order of the parts' first pixels, or 0 outside the mask;
     *     null if there is certainly only one part
     */
    int[] split(boolean[] mask, int w, int h) {
        float[] depths = depth.of(mask, w, h);
        if (Watershed.hasOneBasin(depths, w, TOLERANCE, MIN_TOLERANCE)) {
            return null;
        }
        ArrayImg<IntType, IntArray> parts = Watershed.split(ArrayImgs.floats(depths, w, h), TOLERANCE, MIN_TOLERANCE);
        LabelFilter.apply(parts, 1, Integer.MAX_VALUE, true);
        return Mask.labels(parts);
    }
}
