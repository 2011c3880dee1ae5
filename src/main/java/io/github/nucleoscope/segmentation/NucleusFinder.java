package io.github.nucleoscope.segmentation;

import java.util.List;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;

/** Finds the nuclei of planes, by one of the segmentation methods. */
public interface NucleusFinder extends AutoCloseable {

    /** Finds the nuclei of a plane. */
    SegmentedPlane find(Plane plane);

    /** Returns the name of the method, in a word or two. */
    String method();

    /**
     * Returns how many threads should find nuclei at a time to use all processors: 1 if the method is not
     * thread-safe, such as a network, which uses all processors for a single plane.
     */
    int threads();

    /**
     * Returns what the user should know about all results of this method, one line each; usually empty.
     *
     * @param signal values of the images that it is applied to
     */
    default List<String> notes(Signal signal) {
        return List.of();
    }

    /** Releases memory. */
    @Override
    void close();
}
