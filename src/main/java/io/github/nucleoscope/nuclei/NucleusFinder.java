package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import java.util.List;

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

    /** The classical method, see {@link Segmenter}; thread-safe. */
    static NucleusFinder classical(SegmentationSettings settings) {
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.of(plane, settings);
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
        };
    }
}
