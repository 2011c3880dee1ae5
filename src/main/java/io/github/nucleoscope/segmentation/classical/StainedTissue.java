package io.github.nucleoscope.segmentation.classical;

import java.util.OptionalDouble;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Finds nuclei in the stain of a tissue section. Fibres and grains between the nuclei, and the chromatin in them, take
 * up the stain as well, and would be found as many small nuclei: they are blurred first, so much that what is left is
 * of the size of nuclei.
 */
final class StainedTissue {

    /** Blur of the first look, in pixels. */
    private static final double WIDEST_SIGMA = 3.5;

    /** Nuclei of at least this diameter, in pixels, survive that blur. */
    private static final double WIDE = 24;

    /** Diameter over blur for smaller nuclei; the first look makes them look larger than they are. */
    private static final double DIAMETER_PER_SIGMA = 12;

    private StainedTissue() {}

    /**
     * Labels the nuclei, see {@link ClassicalSegmenter#segment}.
     *
     * @param settings with the threshold {@value SegmentationSettings#AUTO}
     */
    static Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> stain, SegmentationSettings settings) {
        if (settings.diameter().isPresent()) {
            return segment(stain, sigma(settings.diameter().map(NucleusDiameter::value).get()), settings);
        }
        Img<IntType> first = segment(stain, WIDEST_SIGMA, settings);
        OptionalDouble diameter = Diameters.median(first);
        return diameter.isEmpty() || diameter.getAsDouble() >= WIDE ? first
                : segment(stain, sigma(diameter.getAsDouble()), settings);
    }

    private static double sigma(double diameter) {
        return diameter >= WIDE ? WIDEST_SIGMA : diameter / DIAMETER_PER_SIGMA;
    }

    private static Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> stain, double sigma,
            SegmentationSettings settings) {
        ArrayImg<FloatType, FloatArray> blurred = FloatPlane.copyOf(stain);
        GaussianBlur.blurInPlace(blurred, sigma);
        return ClassicalSegmenter.segment(blurred, settings);
    }
}
