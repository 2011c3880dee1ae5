package io.github.nucleoscope.workflow;

import java.util.ArrayList;
import java.util.List;

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
 * @param finder finds the nuclei; stays the caller's to close
 * @param polarity that it finds nuclei of
 * @param signal which values of the image show the nuclei
 * @param stitch whether a nucleus has the label of the one of the slice before that it overlaps
 */
public record ImageSegmentation(ImagePlus image, NucleusFinder finder, Polarity polarity, Signal signal,
        boolean stitch) {

    /** Takes the nuclei, on the thread of the segmentation, and is asked whether to go on. */
    public interface Listener {

        /** The next plane begins. */
        default void progress(int done, int all) {}

        /** The nuclei of a plane. */
        void found(SegmentedPlane plane);

        /** Asked before each plane. */
        default boolean isCancelled() {
            return false;
        }
    }

    /**
     * How far a segmentation came.
     *
     * @param done planes that are done
     * @param all planes that there are; more where the segmentation was cancelled
     * @param warnings what is suspicious about the image, the stitching and the planes that are done, one of each kind
     * @param stitched nuclei after stitching; 0 where there was none
     */
    public record Outcome(int done, int all, List<Problem> warnings, int stitched) {}

    /** Finds the nuclei of all slices and frames, in order. */
    public Outcome run(Listener listener) {
        List<Plane> planes = Planes.of(image, signal);
        PlaneWarnings warnings = new PlaneWarnings(polarity);
        SliceStitching stitching = new SliceStitching();
        int done = 0;
        while (done < planes.size() && !listener.isCancelled()) {
            listener.progress(done, planes.size());
            SegmentedPlane found = finder.find(planes.get(done));
            SegmentedPlane plane = stitch ? stitching.next(found) : found;
            warnings.add(plane);
            listener.found(plane);
            done++;
        }
        List<Problem> problems = new ArrayList<>();
        signal.colour().warning(image).ifPresent(problems::add);
        if (stitch && image.getNSlices() == 1) {
            problems.add(new SliceStitching.OneSlice());
        }
        problems.addAll(warnings.problems());
        return new Outcome(done, planes.size(), problems, stitch ? stitching.count() : 0);
    }
}
