package io.github.nucleoscope.segmentation;

import java.util.List;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;

/** Finds the nuclei of planes by one method or another. */
public interface NucleusFinder extends AutoCloseable {

    /** The nuclei of a plane. */
    SegmentedPlane find(Plane plane);

    /** By which method, in a word or two. */
    String method();

    /**
     * How many threads may find nuclei at a time, so that all processors are used: 1 where the method is not
     * thread-safe, as a network is, which uses them all for one plane.
     */
    int threads();

    /**
     * What the user should know of all that it finds, one line each; mostly nothing.
     *
     * @param signal which values of the images it is shown
     */
    default List<String> notes(Signal signal) {
        return List.of();
    }

    /** Gives back what memory it holds. */
    @Override
    void close();
}
