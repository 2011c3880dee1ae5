package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.util.Intervals;

/**
 * Finds nuclei by a network; by the classical method in planes that are too large to be held several times, and in
 * those that the network does not know, see {@link LearnedSegmenter#segmentKnown}. Not thread-safe.
 */
public final class AutomaticFinder implements NucleusFinder {

    /** Noted where the network is not believed. */
    public static final String UNKNOWN = "the network does not seem to know images like this one: the classical method"
            + " found the nuclei; check them";

    /** Noted where a plane is too large. */
    public static final String LARGE = "the plane has more than " + SegmentationSettings.LARGEST_WHOLE_MEGAPIXELS
            + " megapixels: the classical method found the nuclei";

    private final LearnedSettings settings;
    private final LearnedSegmenter learned;
    private final ClassicalFinder classical;

    public AutomaticFinder(SegmentationModel model, SegmentationSettings settings) {
        this.settings = LearnedSettings.of(settings);
        learned = new LearnedSegmenter(model);
        classical = new ClassicalFinder(settings);
    }

    @Override
    public SegmentedPlane find(Plane plane) {
        if (Intervals.numElements(plane.pixels()) > SegmentationSettings.LARGEST_WHOLE) {
            return classical.find(plane).noted(LARGE);
        }
        return learned.segmentKnown(plane.pixels(), settings).map(labels -> SegmentedPlane.found(plane, labels))
                .orElseGet(() -> classical.find(plane).noted(UNKNOWN));
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
