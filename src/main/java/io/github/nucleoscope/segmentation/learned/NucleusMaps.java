package io.github.nucleoscope.segmentation.learned;

import java.util.HashMap;
import java.util.Map;

import io.github.nucleoscope.images.pixels.DistanceTransform;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.Watershed;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Output of a learned method for each pixel of a plane, row by row.
 *
 * @param width width of the plane, 1 or more
 * @param height height of the plane, 1 or more
 * @param inside probability that the pixel belongs to a nucleus, 0 to 1
 * @param depth depth of the pixel in its nucleus: 0 at the outline, 1 in the middle, whatever the size of the nucleus
 */
public record NucleusMaps(int width, int height, float[] inside, float[] depth) {

    /** Pixels with at least this probability belong to a nucleus. */
    private static final float INSIDE = 0.5f;

    /** The watershed measures depth in pixels; with this factor, a nucleus is flooded in fine steps. */
    private static final float PIXELS = 64;

    /** How far below its summit the pass to a deeper nucleus must be, as a fraction of the greatest depth. */
    private static final double TOLERANCE = 0.15;

    /** Above 0, so that each pixel inside is flooded. */
    private static final float SHALLOWEST = 1e-3f;

    public NucleusMaps {
        if (width < 1 || height < 1 || inside.length != width * height || depth.length != inside.length) {
            throw new IllegalArgumentException("maps of " + inside.length + " and " + depth.length + " pixels for "
                    + width + "x" + height);
        }
    }

    /**
     * Returns the maps of a perfect method: 1 in nuclei, and the distance of each pixel to the nearest pixel outside
     * its nucleus, as a fraction of the largest in the nucleus. Pixels outside the image belong neither to a nucleus
     * nor to the background.
     *
     * @param labels axes X, Y; 0 is background
     */
    public static NucleusMaps of(RandomAccessibleInterval<IntType> labels) {
        FloatPlane.requirePlane(labels);
        int width = (int) labels.dimension(0);
        int height = (int) labels.dimension(1);
        int[] values = new int[width * height];
        Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
        Map<Integer, int[]> boxes = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            values[i] = cursor.next().get();
            if (values[i] != 0) {
                int x = i % width;
                int y = i / width;
                int[] box = boxes.computeIfAbsent(values[i], label -> new int[] {width, height, 0, 0});
                box[0] = Math.min(box[0], x);
                box[1] = Math.min(box[1], y);
                box[2] = Math.max(box[2], x);
                box[3] = Math.max(box[3], y);
            }
        }
        float[] inside = new float[values.length];
        float[] depth = new float[values.length];
        boxes.forEach((label, box) -> measure(values, width, height, label, box, inside, depth));
        return new NucleusMaps(width, height, inside, depth);
    }

    /** Measures one label, in its box and one pixel around it, as far as the image extends. */
    private static void measure(int[] values, int width, int height, int label, int[] box, float[] inside,
            float[] depth) {
        int left = Math.max(0, box[0] - 1);
        int top = Math.max(0, box[1] - 1);
        int boxWidth = Math.min(width - 1, box[2] + 1) - left + 1;
        int boxHeight = Math.min(height - 1, box[3] + 1) - top + 1;
        boolean[] mask = new boolean[boxWidth * boxHeight];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = values[(top + i / boxWidth) * width + left + i % boxWidth] == label;
        }
        float[] distances = FloatPlane.values(DistanceTransform.of(Mask.of(mask, boxWidth, boxHeight)));
        float largest = 0;
        for (float distance : distances) {
            largest = Math.max(largest, distance);
        }
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                int at = (top + i / boxWidth) * width + left + i % boxWidth;
                inside[at] = 1;
                depth[at] = distances[i] / largest;
            }
        }
    }

    /** Whether the pixel at an index belongs to a nucleus. */
    private boolean isInside(int place) {
        return inside[place] >= INSIDE;
    }

    /** Returns the maps of the same plane at another size, see {@link Resampling}. */
    public NucleusMaps resampled(int toWidth, int toHeight) {
        return new NucleusMaps(toWidth, toHeight, Resampling.of(inside, width, height, toWidth, toHeight),
                Resampling.of(depth, width, height, toWidth, toHeight));
    }

    /**
     * Returns the nuclei: the pixels that are inside, split along the valleys of the depth by a watershed.
     *
     * @param settings of which the areas and the border are used
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Axes X, Y. Each label is
     *     one 8-connected region
     */
    public Img<IntType> labels(SegmentationSettings settings) {
        ArrayImg<IntType, IntArray> labels = divide(depths(), width, height);
        LabelFilter.apply(labels, settings.minArea(), settings.maxArea(), settings.keepBorder());
        return labels;
    }

    /** Returns the depth of each pixel that is inside, above 0, in units of the watershed; 0 outside. */
    float[] depths() {
        float[] depths = new float[depth.length];
        for (int i = 0; i < depths.length; i++) {
            depths[i] = isInside(i) ? PIXELS * Math.max(SHALLOWEST, depth[i]) : 0;
        }
        return depths;
    }

    /**
     * Divides the pixels inside along the valleys of their depth.
     *
     * @param depths see {@link #depths}
     * @return labels in no order, some of which may be missing; 0 is background
     */
    static ArrayImg<IntType, IntArray> divide(float[] depths, int width, int height) {
        return Watershed.split(ArrayImgs.floats(depths, width, height), 0, PIXELS * TOLERANCE);
    }
}
