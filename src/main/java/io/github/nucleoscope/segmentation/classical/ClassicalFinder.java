package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/**
 * Finds nuclei by the classical method, see {@link ClassicalSegmenter}; thread-safe.
 *
 * @param settings segmentation settings
 */
public record ClassicalFinder(SegmentationSettings settings) implements NucleusFinder {

    @Override
    public SegmentedPlane find(Plane plane) {
        return SegmentedPlane.found(plane, ClassicalSegmenter.segment(plane.pixels(), settings));
    }

    @Override
    public String method() {
        return "classical";
    }

    @Override
    public int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void close() {}
}
