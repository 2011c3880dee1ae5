package io.github.nucleoscope.workflow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.RoiLabels;
import io.github.nucleoscope.images.pixels.LabelPieces;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.PlaneWarnings;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/** Where the outlines of the nuclei of an image come from. */
public interface NucleusSource {

    /**
     * Returns the nuclei of one plane.
     *
     * @throws InputException in one line, if they cannot be found
     */
    SegmentedPlane nuclei(Plane plane);

    /** Returns what was wrong with the planes requested so far, or with their outlines, one of each kind. */
    default List<Problem> problems() {
        return List.of();
    }

    /**
     * Takes the nuclei that a finder finds.
     *
     * @param finder to be closed by the caller
     * @param polarity of the nuclei that it finds
     */
    static NucleusSource segmentation(NucleusFinder finder, Polarity polarity) {
        PlaneWarnings warnings = new PlaneWarnings(polarity);
        return new NucleusSource() {
            @Override
            public SegmentedPlane nuclei(Plane plane) {
                SegmentedPlane segmented = finder.find(plane);
                warnings.add(segmented);
                return segmented;
            }

            @Override
            public List<Problem> problems() {
                return warnings.problems();
            }
        };
    }

    /** Takes the area ROIs of a list; the n-th gets the label n. */
    static NucleusSource rois(List<Roi> rois, ImagePlus image) {
        RoiLabels labels = new RoiLabels(rois, image);
        return new NucleusSource() {
            @Override
            public SegmentedPlane nuclei(Plane plane) {
                return SegmentedPlane.of(plane, labels.plane(plane.z(), plane.t()));
            }

            @Override
            public List<Problem> problems() {
                return labels.problems().stream().map(Problem::ofText).toList();
            }
        };
    }

    /**
     * Takes the labels of a label image from any source. If it has as many planes as the image, but as slices instead
     * of frames or vice versa, they are taken in order.
     *
     * @throws InputException if its size differs from that of the image
     */
    static NucleusSource labelImage(ImagePlus labels, ImagePlus image) {
        int planes = image.getNSlices() * image.getNFrames();
        if (labels.getWidth() != image.getWidth() || labels.getHeight() != image.getHeight()
                || labels.getNSlices() * labels.getNFrames() != planes) {
            throw new InputException("the label image '" + labels.getTitle() + "' has " + size(labels)
                    + " but '" + image.getTitle() + "' has " + size(image) + ": they must be the same");
        }
        Set<Problem> problems = new LinkedHashSet<>();
        return new NucleusSource() {
            @Override
            public SegmentedPlane nuclei(Plane plane) {
                int index = (plane.t() - 1) * image.getNSlices() + plane.z() - 1;
                RandomAccessibleInterval<IntType> here = LabelImages.fromImagePlus(labels,
                        index % labels.getNSlices() + 1, index / labels.getNSlices() + 1);
                if (problems.isEmpty()) {
                    LabelPieces.of(here).warning().ifPresent(warning ->
                            problems.add(warning.of("the label image '" + labels.getTitle() + "'")));
                }
                return SegmentedPlane.of(plane, here);
            }

            @Override
            public List<Problem> problems() {
                return List.copyOf(problems);
            }
        };
    }

    private static String size(ImagePlus image) {
        int planes = image.getNSlices() * image.getNFrames();
        return image.getWidth() + " x " + image.getHeight() + " pixels in " + planes
                + (planes == 1 ? " plane" : " planes");
    }
}
