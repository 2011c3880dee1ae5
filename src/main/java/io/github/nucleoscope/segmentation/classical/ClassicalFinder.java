package io.github.nucleoscope.segmentation.classical;

import java.util.OptionalDouble;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds nuclei by the classical method, see {@link ClassicalSegmenter}; thread-safe. In a stain whose nuclei are lobed
 * the lobes of each are joined, see {@link LobedNuclei}; stains of tissue are blurred, see {@link StainedTissue}.
 *
 * @param settings segmentation settings
 */
public record ClassicalFinder(SegmentationSettings settings) implements NucleusFinder {

    @Override
    public SegmentedPlane find(Plane plane) {
        SegmentationSettings here = settings.in(plane.source().pixelSize());
        boolean auto = settings.threshold().equals(SegmentationSettings.AUTO);
        boolean lobed = plane.colour().hasLobedNuclei();
        RandomAccessibleInterval<IntType> labels = labels(plane, lobed ? LobedNuclei.forLobes(here) : here, auto);
        OptionalDouble diameter = auto || lobed ? diameter(here, labels) : OptionalDouble.empty();
        if (lobed && diameter.isPresent()) {
            labels = LobedNuclei.join(labels, diameter.getAsDouble(), here);
        }
        SegmentedPlane found = SegmentedPlane.found(plane, labels, diameter, settings.keepAll());
        // In such a stain little of it tells debris; and a threshold that the user chose is to be simple.
        return settings.keepAll() || !auto || lobed ? found : found.withoutDebris();
    }

    private static RandomAccessibleInterval<IntType> labels(Plane plane, SegmentationSettings settings, boolean auto) {
        return auto && plane.colour().isOfTissue() ? StainedTissue.segment(plane.pixels(), settings)
                : ClassicalSegmenter.segment(plane.pixels(), settings);
    }

    /** Returns the diameter that the user gave, or the median of the objects. */
    private static OptionalDouble diameter(SegmentationSettings settings, RandomAccessibleInterval<IntType> labels) {
        return settings.diameter().map(given -> OptionalDouble.of(given.value())).orElse(Diameters.median(labels));
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
