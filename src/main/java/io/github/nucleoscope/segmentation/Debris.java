package io.github.nucleoscope.segmentation;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Debris: objects that are much smaller than the nuclei of the same plane. The typical nucleus is a weighted median:
 * half of the area of all objects is in those that are at most as large. Where most objects would be debris it is
 * rather the few large ones that are something else, and none is.
 */
final class Debris {

    /** Smallest area of a nucleus as a fraction of that of the typical nucleus. */
    private static final double LEAST_SHARE = 0.15;

    /** The same for nuclei that the border cuts. */
    private static final double LEAST_SHARE_AT_BORDER = 0.05;

    private Debris() {}

    /**
     * Removes debris.
     *
     * @param labels 1, 2, …; 0 is background
     * @param objects the objects of the labels, in order
     * @return the remaining labels, renumbered from 1 in the same order; a view
     */
    static RandomAccessibleInterval<IntType> remove(RandomAccessibleInterval<IntType> labels, List<Nucleus> objects) {
        double typical = typicalArea(objects);
        Predicate<Nucleus> isDebris = object -> object.area()
                < typical * (isAtBorder(object.mask(), labels) ? LEAST_SHARE_AT_BORDER : LEAST_SHARE);
        long debris = objects.stream().filter(isDebris).count();
        if (debris == 0 || 2 * debris > objects.size()) {
            return labels;
        }
        int[] names = new int[objects.get(objects.size() - 1).label() + 1];
        int count = 0;
        for (Nucleus object : objects) {
            names[object.label()] = isDebris.test(object) ? 0 : ++count;
        }
        return Converters.convert(labels, (label, name) -> name.set(names[label.get()]), new IntType());
    }

    private static double typicalArea(List<Nucleus> objects) {
        long all = objects.stream().mapToLong(Nucleus::area).sum();
        long below = 0;
        for (Nucleus object : objects.stream().sorted(Comparator.comparingInt(Nucleus::area)).toList()) {
            below += object.area();
            if (2 * below >= all) {
                return object.area();
            }
        }
        return 0;
    }

    private static boolean isAtBorder(Interval box, Interval plane) {
        for (int d = 0; d < 2; d++) {
            if (box.min(d) <= plane.min(d) || box.max(d) >= plane.max(d)) {
                return true;
            }
        }
        return false;
    }
}
