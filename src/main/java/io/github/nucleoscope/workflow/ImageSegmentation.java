package io.github.nucleoscope.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

import ij.ImagePlus;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.PlaneWarnings;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.SliceStitching;

/**
 * Finds the nuclei of an image plane by plane.
 *
 * @param image to be segmented
 * @param finder finds the nuclei; to be closed by the caller
 * @param polarity of the nuclei that it finds
 * @param signal which values of the image show the nuclei
 * @param stitch whether a nucleus takes over the label of the one that it overlaps in the previous slice
 */
public record ImageSegmentation(ImagePlus image, NucleusFinder finder, Polarity polarity, Signal signal,
        boolean stitch) {

    /** Receives the nuclei, on the thread of the segmentation, and may cancel it. */
    public interface Listener {

        /** Called before each plane, with the number of finished planes. */
        default void progress(int done, int all) {}

        /** Called with the nuclei of each plane. */
        void found(SegmentedPlane plane);

        /** Called before each plane. */
        default boolean isCancelled() {
            return false;
        }
    }

    /**
     * The result of a segmentation, possibly a cancelled one.
     *
     * @param done number of finished planes
     * @param all number of planes; more than {@code done} if the segmentation was cancelled
     * @param warnings what is suspicious about the image, the stitching and the finished planes, one of each kind
     * @param stitched number of nuclei after stitching; 0 without stitching
     * @param leftOut number of objects that were left out as debris
     * @param diameter diameter in pixels that nuclei were taken to have, see {@link SegmentedPlane#diameter}; of
     *     several planes the median
     */
    public record Outcome(int done, int all, List<Problem> warnings, int stitched, int leftOut,
            OptionalDouble diameter) {}

    /** Finds the nuclei of all slices and frames, in order. */
    public Outcome run(Listener listener) {
        List<Plane> planes = Planes.of(image, signal);
        PlaneWarnings warnings = new PlaneWarnings(polarity);
        SliceStitching stitching = new SliceStitching();
        List<Double> diameters = new ArrayList<>();
        int leftOut = 0;
        int done = 0;
        while (done < planes.size() && !listener.isCancelled()) {
            listener.progress(done, planes.size());
            SegmentedPlane found = finder.find(planes.get(done));
            SegmentedPlane plane = stitch ? stitching.next(found) : found;
            warnings.add(plane);
            leftOut += plane.leftOut();
            plane.diameter().ifPresent(diameters::add);
            listener.found(plane);
            done++;
        }
        List<Problem> problems = new ArrayList<>();
        signal.colour().warning(image).ifPresent(problems::add);
        if (stitch && image.getNSlices() == 1) {
            problems.add(new SliceStitching.OneSlice());
        }
        problems.addAll(warnings.problems());
        return new Outcome(done, planes.size(), problems, stitch ? stitching.count() : 0, leftOut,
                median(diameters));
    }

    private static OptionalDouble median(List<Double> diameters) {
        Collections.sort(diameters);
        return diameters.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(diameters.get(diameters.size() / 2));
    }
}
