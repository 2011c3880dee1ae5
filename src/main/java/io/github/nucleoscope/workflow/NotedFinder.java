package io.github.nucleoscope.workflow;

import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/**
 * A finder with an additional note.
 *
 * @param finder does the work; closed with this one
 * @param note comes before the finder's own notes
 */
record NotedFinder(NucleusFinder finder, String note) implements NucleusFinder {

    @Override
    public SegmentedPlane find(Plane plane) {
        return finder.find(plane);
    }

    @Override
    public String method() {
        return finder.method();
    }

    @Override
    public int threads() {
        return finder.threads();
    }

    @Override
    public List<String> notes(Signal signal) {
        return Stream.concat(Stream.of(note), finder.notes(signal).stream()).toList();
    }

    @Override
    public void close() {
        finder.close();
    }
}
