package io.github.nucleoscope.segmentation;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;

/**
 * Finds the nuclei of planes by one method or another. Several threads may share the classical one; a learned one takes
 * one plane after the other.
 */
public interface NucleusFinder extends AutoCloseable {

    /** The nuclei of a plane. */
    SegmentedPlane find(Plane plane);

    /** Gives back what memory it holds. */
    @Override
    void close();

    /** The classical method, see {@link io.github.nucleoscope.nuclei.Segmenter}. Thread-safe. */
    static NucleusFinder classical(SegmentationSettings settings) {
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.of(plane, settings);
            }

            @Override
            public void close() {}
        };
    }

    /** A learned method, see {@link LearnedSegmenter}. */
    static NucleusFinder learned(SegmentationModel model, LearnedSettings settings) {
        LearnedSegmenter segmenter = new LearnedSegmenter(model);
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.of(plane, segmenter.segment(plane.pixels(), settings));
            }

            @Override
            public void close() {
                segmenter.close();
            }
        };
    }
}
