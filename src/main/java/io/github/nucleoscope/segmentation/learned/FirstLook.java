package io.github.nucleoscope.segmentation.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalSegmenter;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.apache.commons.math3.util.KthSelector;

/**
 * What the classical method finds in a plane before the network looks at it.
 *
 * @param areas area of each nucleus, in pixels
 * @param diameter the given diameter, or their median diameter, in pixels; empty if there are none
 * @param highest how bright nuclei are at most, in units of {@link Brightness}: several times as bright as most of them
 *     are. What is brighter, such as a dying cell, must not make the others look dim to the network
 */
record FirstLook(int[] areas, OptionalDouble diameter, double highest) {

    /** What is brighter than the median pixel of the nuclei by this factor glares. */
    private static final double GLARE = 3;

    /** If the objects of a window are less bright than those of others by this factor, they are no nuclei. */
    private static final double DIM = 0.3;

    /**
     * @param brightness brightness of the plane; empty if all pixels are equal
     * @param given diameter of the nuclei in pixels, if the user gave one
     */
    static FirstLook of(RandomAccessibleInterval<? extends RealType<?>> plane, Optional<Brightness> brightness,
            Optional<NucleusDiameter> given) {
        if (brightness.isEmpty()) {
            return new FirstLook(new int[0], OptionalDouble.empty(), Double.POSITIVE_INFINITY);
        }
        int width = Math.toIntExact(plane.dimension(0));
        int height = Math.toIntExact(plane.dimension(1));
        float[] pixels = brightness.get().unbounded(plane);
        // Wide haze would be one huge nucleus.
        PolynomialBackground.subtract(pixels, width, height);
        Img<IntType> labels = ClassicalSegmenter.segment(ArrayImgs.floats(pixels, width, height),
                SegmentationSettings.DEFAULT.withDiameter(given));
        return of(Diameters.areas(labels), given, GLARE * median(pixels, labels));
    }

    private static FirstLook of(int[] areas, Optional<NucleusDiameter> given, double highest) {
        return new FirstLook(areas, given.map(one -> OptionalDouble.of(one.value()))
                .orElseGet(() -> Diameters.median(Arrays.stream(areas))), highest);
    }

    /** Returns the number of nuclei. */
    int count() {
        return areas.length;
    }

    /**
     * Returns how bright nuclei of a window, see {@link #highest}, are at least, compared with those of other windows:
     * without a nucleus the classical method finds what else there is, such as blurred tissue.
     */
    static double leastHighest(List<FirstLook> windows) {
        double[] sorted = windows.stream().filter(look -> look.count() > 0).mapToDouble(FirstLook::highest).sorted()
                .toArray();
        // Not the brightest: it may show nothing but what glares.
        return sorted.length == 0 ? 0 : DIM * sorted[Math.max(0, sorted.length - 2)];
    }

    /**
     * Returns what looks at windows of a plane show together.
     *
     * @param windows looks at windows in which there are nuclei
     * @param given diameter of the nuclei in pixels, if the user gave one
     */
    static FirstLook of(List<FirstLook> windows, Optional<NucleusDiameter> given) {
        double[] highest = windows.stream().mapToDouble(FirstLook::highest).sorted().toArray();
        return of(windows.stream().flatMapToInt(look -> Arrays.stream(look.areas)).toArray(), given,
                highest.length == 0 ? Double.POSITIVE_INFINITY : highest[highest.length / 2]);
    }

    /** Returns the median pixel of the nuclei; infinite if there are none. */
    private static double median(float[] pixels, Img<IntType> labels) {
        double[] inside = new double[pixels.length];
        int count = 0;
        int i = 0;
        for (IntType label : Views.flatIterable(labels)) {
            if (label.get() != 0) {
                inside[count++] = pixels[i];
            }
            i++;
        }
        // By selection, as sorting took a sixth of the time of a first look.
        return count == 0 ? Double.POSITIVE_INFINITY
                : new KthSelector().select(Arrays.copyOf(inside, count), null, count / 2);
    }
}
