package io.github.nucleoscope.segmentation.classical;

import java.util.OptionalDouble;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds nuclei by the classical method, see {@link ClassicalSegmenter}; thread-safe.
 *
 * @param settings segmentation settings
 */
public record ClassicalFinder(SegmentationSettings settings) implements NucleusFinder {

    @Override
    public SegmentedPlane find(Plane plane) {
        SegmentationSettings here = settings.in(plane.source().pixelSize());
        Img<IntType> labels = ClassicalSegmenter.segment(plane.pixels(), here);
        OptionalDouble diameter = !settings.threshold().equals(SegmentationSettings.AUTO) ? OptionalDouble.empty()
                : here.diameter().map(given -> OptionalDouble.of(given.value())).orElse(Diameters.median(labels));
        return SegmentedPlane.found(plane, labels, diameter);
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
