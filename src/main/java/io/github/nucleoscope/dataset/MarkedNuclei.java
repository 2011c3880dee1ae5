package io.github.nucleoscope.dataset;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/** The nuclei of one plane that have been given a class. A nucleus gives one crop, however often it is marked. */
final class MarkedNuclei {

    private final Map<Nucleus, Set<String>> classes = new TreeMap<>(Comparator.comparingInt(Nucleus::label));

    /** Assigns a class to a nucleus; the label identifies it. */
    void mark(Nucleus nucleus, String className) {
        classes.computeIfAbsent(nucleus, key -> new TreeSet<>()).add(className);
    }

    /** Returns the segmented nucleus at a pixel; empty in the background and outside the image. */
    static Optional<Nucleus> at(SegmentedPlane segmented, long x, long y) {
        if (x < 0 || y < 0 || x >= segmented.labels().dimension(0) || y >= segmented.labels().dimension(1)) {
            return Optional.empty();
        }
        int label = segmented.labels().getAt(x, y).get();
        return segmented.nuclei().stream().filter(nucleus -> nucleus.label() == label).findFirst();
    }

    /** Adds a crop of each nucleus, in the order of labels; nuclei with several classes are omitted with a warning. */
    void collect(Plane plane, SourceImage image, CropCollector collector) {
        classes.forEach((nucleus, names) -> {
            if (names.size() > 1) {
                collector.warn(image.name() + ": the nucleus at (" + Math.round(nucleus.x()) + ", "
                        + Math.round(nucleus.y()) + ") was given the classes " + names + " and was left out");
            } else {
                collector.add(plane, nucleus, image, names.iterator().next());
            }
        });
    }
}
