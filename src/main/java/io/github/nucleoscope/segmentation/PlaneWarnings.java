package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * What is suspicious about the planes of an image, see {@link SegmentationWarnings}, and the notes of the method that
 * found their nuclei: one line of each kind.
 */
public final class PlaneWarnings {

    private final Polarity polarity;
    private final Map<String, List<String>> byKind = new LinkedHashMap<>();
    private int planes;

    /** @param polarity that the nuclei were found for */
    public PlaneWarnings(Polarity polarity) {
        this.polarity = polarity;
    }

    /** Looks at the next plane. */
    public void add(SegmentedPlane plane) {
        planes++;
        plane.notes().forEach(this::add);
        SegmentationWarnings.of(plane.plane().pixels(), plane.labels(), polarity).forEach(this::add);
    }

    /** Those of one kind differ in their figures. */
    private void add(String warning) {
        byKind.computeIfAbsent(warning.replaceAll("\\d", ""), kind -> new ArrayList<>()).add(warning);
    }

    /** The first of each kind, and in how many planes it is so. */
    public List<String> lines() {
        return byKind.values().stream().map(warnings -> warnings.get(0)
                + (planes == 1 ? "" : " (in " + warnings.size() + " of " + planes + " planes)")).toList();
    }
}
