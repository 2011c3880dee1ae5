package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;

/**
 * Finds nuclei with a network, or with the classical method in planes unlike the network's training data, see
 * {@link LearnedSegmenter#findKnown}. Not thread-safe.
 */
public final class AutomaticFinder implements NucleusFinder {

    /** Note on planes for which the network's result is not trusted. */
    public static final String UNKNOWN = "this image seems to be unlike those the network was trained on: the"
            + " classical method found the nuclei; check them";

    private final SegmentationSettings settings;
    private final LearnedSegmenter learned;
    private final ClassicalFinder classical;

    public AutomaticFinder(SegmentationModel model, SegmentationSettings settings) {
        this.settings = settings;
        learned = new LearnedSegmenter(model);
        classical = new ClassicalFinder(settings);
    }

    @Override
    public SegmentedPlane find(Plane plane) {
        return learned.findKnown(plane.pixels(), settings.in(plane.source().pixelSize()))
                .map(found -> found.in(plane, settings.keepAll()))
                .map(found -> settings.keepAll() ? found : found.withoutDebris())
                .orElseGet(() -> classical.find(plane).withNote(UNKNOWN));
    }

    @Override
    public String method() {
        return "learned, classical where a warning says so";
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public void close() {
        learned.close();
    }
}
