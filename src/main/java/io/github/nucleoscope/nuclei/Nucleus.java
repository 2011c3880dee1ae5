package io.github.nucleoscope.nuclei;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/**
 * One segmented nucleus in one plane of an image. All coordinates are pixels of that plane; the centre of the top left
 * pixel is (0, 0).
 *
 * @param label value of the nucleus in the label image, 1 or more
 * @param mask the pixels that belong to the nucleus, axes X, Y; its interval is the bounding box in the plane's
 *     coordinates (its minimum is the box's top left pixel)
 * @param x X of the centroid, mean over the pixels
 * @param y Y of the centroid, mean over the pixels
 * @param area number of pixels, 1 or more
 * @param mean mean intensity of the finite pixels; NaN if none is finite
 */
public record Nucleus(int label, RandomAccessibleInterval<BitType> mask, double x, double y, int area, double mean) {

    /** Returns the diameter of a disc with the area of the nucleus, in pixels. */
    public double diameter() {
        return 2 * Math.sqrt(area / Math.PI);
    }
}
