package io.github.nucleoscope.training;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** How large the nuclei of a label image are. */
final class Diameters {

    private Diameters() {}

    /** The median, in pixels, of the diameters of circles of the nuclei's areas; empty where there is no nucleus. */
    static OptionalDouble median(RandomAccessibleInterval<IntType> labels) {
        Map<Integer, Integer> areas = new HashMap<>();
        for (IntType label : Views.iterable(labels)) {
            if (label.get() != 0) {
                areas.merge(label.get(), 1, Integer::sum);
            }
        }
        int[] sorted = areas.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        return sorted.length == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(2 * Math.sqrt(sorted[sorted.length / 2] / Math.PI));
    }
}
