package io.github.nucleoscope.segmentation.learned;

import java.util.List;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/** Finds nuclei with a network, see {@link LearnedSegmenter}; not thread-safe. */
public final class LearnedFinder implements NucleusFinder {

    private final SegmentationModel model;
    private final SegmentationSettings settings;
    private final boolean leavesDebrisOut;
    private final LearnedSegmenter segmenter;

    /** @param leavesDebrisOut whether objects much smaller than the others are left out, unless all are to be kept */
    public LearnedFinder(SegmentationModel model, SegmentationSettings settings, boolean leavesDebrisOut) {
        this.leavesDebrisOut = leavesDebrisOut && !settings.keepAll();
        this.model = model;
        this.settings = settings;
        segmenter = new LearnedSegmenter(model);
    }

    @Override
    public SegmentedPlane find(Plane plane) {
        SegmentedPlane found = segmenter.find(plane.pixels(), settings.in(plane.source().pixelSize()))
                .in(plane, settings.keepAll());
        return leavesDebrisOut ? found.withoutDebris() : found;
    }

    @Override
    public String method() {
        return "learned";
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public List<String> notes(Signal signal) {
        return model.note(signal).stream().toList();
    }

    @Override
    public void close() {
        segmenter.close();
    }
}
