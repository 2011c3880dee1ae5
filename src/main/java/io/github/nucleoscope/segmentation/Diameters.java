package io.github.nucleoscope.segmentation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** Sizes of the nuclei of a label image. */
public final class Diameters {

    private Diameters() {}

    /**
     * Returns the median diameter, in pixels, of circles with the areas of the nuclei. Each nucleus is weighted by its
     * area, so that debris hardly matters, however much there is of it. Empty if there is no nucleus.
     */
    public static OptionalDouble median(RandomAccessibleInterval<IntType> labels) {
        return median(Arrays.stream(areas(labels)));
    }

    /**
     * Returns the median diameter of circles with these areas, weighted by area.
     *
     * @param areas in pixels
     */
    public static OptionalDouble median(IntStream areas) {
        int[] sorted = areas.sorted().toArray();
        long all = 0;
        for (int area : sorted) {
            all += area;
        }
        long below = 0;
        for (int area : sorted) {
            below += area;
            if (2 * below >= all) {
                return OptionalDouble.of(2 * Math.sqrt(area / Math.PI));
            }
        }
        return OptionalDouble.empty();
    }

    /** Returns the number of nuclei. */
    public static int count(RandomAccessibleInterval<IntType> labels) {
        return byLabel(labels).size();
    }

    /** Returns the area of each nucleus, in pixels, in no order. */
    public static int[] areas(RandomAccessibleInterval<IntType> labels) {
        return byLabel(labels).values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<Integer, Integer> byLabel(RandomAccessibleInterval<IntType> labels) {
        Map<Integer, Integer> areas = new HashMap<>();
        // Run by run, as a look-up in the map for each pixel takes long.
        int label = 0;
        int run = 0;
        for (IntType pixel : Views.flatIterable(labels)) {
            if (pixel.get() == label) {
                run++;
            } else {
                areas.merge(label, run, Integer::sum);
                label = pixel.get();
                run = 1;
            }
        }
        areas.merge(label, run, Integer::sum);
        areas.remove(0);
        return areas;
    }
}
