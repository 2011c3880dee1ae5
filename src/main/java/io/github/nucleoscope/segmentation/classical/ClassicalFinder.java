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
 * they are not split, and the lobes of each are joined, see {@link LobedNuclei}; stains of tissue are blurred, see
 * {@link StainedTissue}.
 *
 * @param settings segmentation settings
 */
public record ClassicalFinder(SegmentationSettings settings) implements NucleusFinder {

    @Override
    public SegmentedPlane find(Plane plane) {
        SegmentationSettings here = settings.in(plane.source().pixelSize());
        if (!plane.colour().hasLobedNuclei()) {
            return found(plane, here);
        }
        SegmentedPlane lobes = found(plane, LobedNuclei.forLobes(here));
        OptionalDouble diameter = diameter(here, lobes.labels());
        return diameter.isEmpty() ? lobes
                : lobes.withLabels(LobedNuclei.join(lobes.labels(), diameter.getAsDouble(), here));
    }

    private static SegmentedPlane found(Plane plane, SegmentationSettings settings) {
        boolean auto = settings.threshold().equals(SegmentationSettings.AUTO);
        RandomAccessibleInterval<IntType> labels = auto && plane.colour().isOfTissue()
                ? StainedTissue.segment(plane.pixels(), settings)
                : ClassicalSegmenter.segment(plane.pixels(), settings);
        SegmentedPlane found = SegmentedPlane.found(plane, labels,
                auto ? diameter(settings, labels) : OptionalDouble.empty(), settings.keepAll());
        // Lobes may be small, and a threshold that the user chose is to be simple.
        return settings.keepAll() || !auto || plane.colour().hasLobedNuclei() ? found : found.withoutDebris();
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
