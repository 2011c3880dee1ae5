package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.ConnectedComponents;
import io.github.nucleoscope.images.pixels.DistanceTransform;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.HoleFilling;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Joins the lobes of nuclei, such as those of white blood cells, whose lobes hang together by strands too thin to be
 * found. Objects that are closer together than a part of their diameter are one nucleus: the gap between them is closed
 * as by a morphological closing (Serra, "Image Analysis and Mathematical Morphology", 1982).
 */
final class LobedNuclei {

    /** Widest gap between the lobes of a nucleus, as a fraction of the usual diameter of the objects. */
    private static final double GAP = 0.25;

    private LobedNuclei() {}

    /** Returns the settings by which the lobes are found; those of whole nuclei are applied after they are joined. */
    static SegmentationSettings forLobes(SegmentationSettings settings) {
        return settings.withArea(settings.minArea(), Integer.MAX_VALUE).withKeepBorder(true);
    }

    /**
     * Joins lobes.
     *
     * @param lobes labels of the lobes, axes X, Y; 0 is background
     * @param diameter usual diameter of the objects in pixels
     * @param settings of the nuclei: their areas, the border and holes
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Each label is one
     *     8-connected region
     */
    static ArrayImg<IntType, IntArray> join(RandomAccessibleInterval<IntType> lobes, double diameter,
            SegmentationSettings settings) {
        int width = (int) lobes.dimension(0);
        int height = (int) lobes.dimension(1);
        boolean[] outside = new boolean[Math.multiplyExact(width, height)];
        int i = 0;
        for (IntType label : Views.flatIterable(lobes)) {
            outside[i++] = label.get() == 0;
        }
        double gap = GAP * diameter;
        float[] away = distances(outside, width, height);
        boolean[] reached = new boolean[outside.length];
        for (i = 0; i < reached.length; i++) {
            reached[i] = away[i] <= gap;
        }
        float[] depths = distances(reached, width, height);
        for (i = 0; i < reached.length; i++) {
            // No further than half a gap from a lobe: the rest would close gaps of twice the width.
            reached[i] = !outside[i] || depths[i] > gap && away[i] <= gap / 2;
        }
        ArrayImg<NativeBoolType, BooleanArray> mask = Mask.of(reached, width, height);
        if (settings.fillHoles()) {
            HoleFilling.fill(mask);
        }
        ArrayImg<IntType, IntArray> nuclei = ConnectedComponents.label(mask);
        LabelFilter.apply(nuclei, settings.minArea(), settings.maxArea(), settings.keepBorder());
        return nuclei;
    }

    private static float[] distances(boolean[] inside, int width, int height) {
        return FloatPlane.values(DistanceTransform.of(Mask.of(inside, width, height)));
    }
}
