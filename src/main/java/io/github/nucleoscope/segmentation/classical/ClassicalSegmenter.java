package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.ConnectedComponents;
import io.github.nucleoscope.images.pixels.Extremes;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.HoleFilling;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Util;

/**
 * Finds the nuclei in a plane, by {@link AutoSegmentation}, or by Gaussian blur, threshold, moving outlines to half
 * height, filling holes, and splitting touching nuclei with a watershed of the distance transform. Nuclei are then
 * filtered by size and contact with the border.
 */
public final class ClassicalSegmenter {

    private ClassicalSegmenter() {}

    /**
     * Labels the nuclei of a plane.
     *
     * <p>NaN and infinite pixels are background. A plane whose finite pixels are all equal, or without any, has no
     * nuclei. ImageJ's thresholds divide any other image into two, even one that shows nothing but noise; the
     * methods {@value SegmentationSettings#AUTO} and {@value SegmentationSettings#LOCAL} find nothing in pure noise.
     *
     * @param plane intensities, axes X, Y; any minimum, any real type (computed in 32-bit float)
     * @param settings segmentation settings; a diameter must be in pixels
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Same shape as the plane,
     *     but its minimum is (0, 0). Each label is one 8-connected region
     * @throws InputException if the plane has no pixels or too many, or a histogram in which
     *     ImageJ's method finds no threshold
     * @throws IllegalArgumentException if the plane does not have two axes
     */
    public static Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> plane,
            SegmentationSettings settings) {
        FloatPlane.requirePlane(plane);
        if (settings.diameter().filter(given -> given.unit() != NucleusDiameter.Unit.PIXELS).isPresent()) {
            throw new IllegalArgumentException("the diameter " + settings.diameter().get() + " is not in pixels");
        }
        if (settings.threshold().equals(SegmentationSettings.AUTO)
                && plane.dimension(0) * plane.dimension(1) > SegmentationSettings.LARGEST_WHOLE) {
            return new LargePlane(plane, settings).label();
        }
        ArrayImg<FloatType, FloatArray> img = FloatPlane.copyOf(plane);
        float[] values = FloatPlane.values(img);
        brighten(values, settings.polarity());
        boolean auto = settings.threshold().equals(SegmentationSettings.AUTO);
        int[] gaps = auto && isShort(plane) ? new int[0] : prepare(values);
        if (auto) {
            return MultiscaleSegmentation.label(img, gaps, settings);
        }
        ArrayImg<IntType, IntArray> labels = byThreshold(img, gaps, settings);
        LabelFilter.apply(labels, settings.minArea(), settings.maxArea(), settings.keepBorder());
        return labels;
    }

    /**
     * Whether pixels are whole numbers of at most 16 bits: all are finite, and exact in a float. The method
     * {@value SegmentationSettings#AUTO}, which subtracts the background, does not need {@link #prepare} then.
     */
    static boolean isShort(RandomAccessibleInterval<? extends RealType<?>> plane) {
        return Util.getTypeFromInterval(plane) instanceof IntegerType<?> type && type.getBitsPerPixel() <= Short.SIZE;
    }

    /**
     * Makes the darkest pixel 0, which preserves the precision of floats for differences, and all pixels finite: the
     * others become 0 too, so that the blur spreads background. Returns the pixels that were not finite.
     */
    static int[] prepare(float[] values) {
        int[] gaps = gaps(values);
        lower(values, gaps, least(values, gaps));
        return gaps;
    }

    /** Makes nuclei bright. */
    static void brighten(float[] values, Polarity polarity) {
        for (int i = 0; i < values.length && polarity == Polarity.DARK; i++) {
            values[i] = -values[i];
        }
    }

    /** Returns the pixels that are not finite. */
    static int[] gaps(float[] values) {
        return Extremes.areFinite(values) ? new int[0]
                : IntStream.range(0, values.length).filter(i -> !Float.isFinite(values[i])).toArray();
    }

    /** Returns the darkest finite pixel; gaps become infinite. */
    static float least(float[] values, int[] gaps) {
        for (int i : gaps) {
            values[i] = Float.POSITIVE_INFINITY;
        }
        return Extremes.least(values);
    }

    static void lower(float[] values, int[] gaps, float min) {
        for (int i = 0; i < values.length && min != 0; i++) {
            values[i] -= min;
        }
        for (int i : gaps) {
            values[i] = 0;
        }
    }

    private static ArrayImg<IntType, IntArray> byThreshold(ArrayImg<FloatType, FloatArray> img, int[] gaps,
            SegmentationSettings settings) {
        boolean[] valid = new boolean[(int) img.size()];
        Arrays.fill(valid, true);
        for (int i : gaps) {
            valid[i] = false;
        }
        ArrayImg<NativeBoolType, BooleanArray> mask = threshold(img, valid, settings);
        if (settings.fillHoles()) {
            HoleFilling.fill(mask);
        }
        return settings.split() ? Necks.split(mask) : ConnectedComponents.label(mask);
    }

    private static ArrayImg<NativeBoolType, BooleanArray> threshold(ArrayImg<FloatType, FloatArray> img,
            boolean[] valid, SegmentationSettings settings) {
        ArrayImg<FloatType, FloatArray> blurred = GaussianBlur.blur(img, settings.sigma());
        ArrayImg<NativeBoolType, BooleanArray> mask = settings.threshold().equals(SegmentationSettings.LOCAL)
                ? LocalContrast.apply(blurred, valid, settings.localRadius(), LocalContrast.noise(img))
                : AutoThreshold.apply(blurred, valid, settings.threshold());
        HalfHeight.refine(blurred, valid, mask, settings.localRadius());
        return mask;
    }
}
