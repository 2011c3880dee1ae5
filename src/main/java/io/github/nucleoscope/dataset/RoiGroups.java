package io.github.nucleoscope.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.RoiMasks.RoiMask;
import io.github.nucleoscope.images.RoiMasks;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Images with ROIs in groups, in their overlay (TIFF) or in the file {@code <image>_ROIs.zip} beside them: the group is
 * the class. If both exist, the more recent annotation is used. An area ROI is the outline of a nucleus; a point marks
 * the nucleus whose outline contains it, otherwise the one that the segmentation finds there. Two outlines belong to
 * the same nucleus if more than half of the smaller one is inside the other.
 *
 * @param folder folder with the images
 * @param settings how nuclei are segmented and crops are cut
 */
public record RoiGroups(Path folder, ReadSettings settings) implements TrainingSource {

    @Override
    public TrainingSet read(FileProgress progress) {
        try (CropCollector collector = new CropCollector(settings, settings.crops(), true)) {
            WholeImages.forEach(ImageFiles.list(folder), progress, collector, (file, image) -> {
                RoiZip.attachIfLater(image, file);
                RoiMasks rois = RoiMasks.of(image);
                rois.problems().forEach(problem -> collector.warn(image.getTitle() + ": " + problem));
                collect(image, rois.masks(), SourceImage.read(image.getTitle(), file, image), settings, collector);
            });
            return collector.trainingSet("the ROI groups of the images in " + folder.getFileName());
        }
    }

    /**
     * Collects the nuclei of one image.
     *
     * @param rois the image's ROIs that are in groups
     * @throws FinderException if there are points and the segmentation method is not available
     */
    static void collect(ImagePlus image, List<RoiMask> rois, SourceImage source, ReadSettings settings,
            CropCollector collector) {
        if (rois.isEmpty()) {
            collector.warn(source.name() + ": its overlay has no ROI in a group");
            return;
        }
        for (Planes.Plane plane : Planes.of(image, settings.signal())) {
            List<RoiMask> here = rois.stream()
                    .filter(roi -> (roi.z() == 0 || roi.z() == plane.z()) && (roi.t() == 0 || roi.t() == plane.t()))
                    .toList();
            if (settings.crops().aroundPoints()) {
                collectWindows(here, plane, source, collector);
                continue;
            }
            SegmentedPlane segmented = here.stream().anyMatch(RoiMask::isPoint)
                    ? collector.segment(plane, source) : null;
            MarkedNuclei marked = new MarkedNuclei();
            // The labels of outlines follow those of the segmentation.
            int label = segmented == null ? 1
                    : 1 + segmented.nuclei().stream().mapToInt(Nucleus::label).max().orElse(0);
            List<Nucleus> outlines = markOutlines(here, plane, label, marked);
            for (RoiMask roi : here) {
                if (roi.isPoint()) {
                    under(roi, outlines, segmented).ifPresentOrElse(
                            nucleus -> marked.mark(nucleus, roi.groupName()),
                            () -> collector.warn(source.name() + ": the point at (" + roi.mask().min(0) + ", "
                                    + roi.mask().min(1)
                                    + ") is not in a nucleus found by the segmentation and was left out"));
                }
            }
            marked.collect(plane, source, collector);
        }
    }

    /** Collects windows around points, and around the middles of outlines. */
    private static void collectWindows(List<RoiMask> rois, Planes.Plane plane, SourceImage source,
            CropCollector collector) {
        int label = 1;
        for (RoiMask roi : rois) {
            long x = (roi.mask().min(0) + roi.mask().max(0)) / 2;
            long y = (roi.mask().min(1) + roi.mask().max(1)) / 2;
            PointWindow.at(plane, x, y, label++).ifPresent(nucleus ->
                    collector.add(plane, nucleus, source, roi.groupName()));
        }
    }

    /** Returns the distinct nuclei that have outlines, with labels from {@code label} on, and marks them. */
    private static List<Nucleus> markOutlines(List<RoiMask> rois, Planes.Plane plane, int label,
            MarkedNuclei marked) {
        List<Nucleus> outlines = new ArrayList<>();
        for (RoiMask roi : rois) {
            if (roi.isPoint()) {
                continue;
            }
            outlined(roi, plane, label + outlines.size()).ifPresent(nucleus -> {
                Optional<Nucleus> known = outlines.stream().filter(other -> areOne(other, nucleus)).findFirst();
                if (known.isEmpty()) {
                    outlines.add(nucleus);
                }
                marked.mark(known.orElse(nucleus), roi.groupName());
            });
        }
        return outlines;
    }

    private static boolean areOne(Nucleus a, Nucleus b) {
        Interval both = Intervals.intersect(a.mask(), b.mask());
        if (Intervals.isEmpty(both)) {
            return false;
        }
        RandomAccess<BitType> inB = b.mask().randomAccess();
        Cursor<BitType> inA = Views.interval(a.mask(), both).localizingCursor();
        int shared = 0;
        while (inA.hasNext()) {
            if (inA.next().get() && inB.setPositionAndGet(inA).get()) {
                shared++;
            }
        }
        return 2 * shared > Math.min(a.area(), b.area());
    }

    private static Optional<Nucleus> under(RoiMask point, List<Nucleus> outlines, SegmentedPlane segmented) {
        long x = point.mask().min(0);
        long y = point.mask().min(1);
        Optional<Nucleus> outlined = outlines.stream()
                .filter(nucleus -> Intervals.contains(nucleus.mask(), point.mask()) && nucleus.mask().getAt(x, y).get())
                .findFirst();
        if (outlined.isPresent()) {
            return outlined;
        }
        return MarkedNuclei.at(segmented, x, y)
                .map(found -> outlines.stream().filter(outline -> areOne(outline, found)).findFirst().orElse(found));
    }

    /** Returns the nucleus inside an outline; empty if the outline contains no pixel. */
    private static Optional<Nucleus> outlined(RoiMask roi, Planes.Plane plane, int label) {
        RandomAccessibleInterval<IntType> labels = Views.translate(
                (RandomAccessibleInterval<IntType>) ArrayImgs.ints(roi.mask().dimensionsAsLongArray()),
                roi.mask().minAsLongArray());
        RandomAccess<BitType> inside = roi.mask().randomAccess();
        Cursor<IntType> pixel = Views.iterable(labels).localizingCursor();
        while (pixel.hasNext()) {
            pixel.fwd();
            pixel.get().set(inside.setPositionAndGet(pixel).get() ? label : 0);
        }
        return NucleusList.of(labels, Views.interval(plane.pixels(), roi.mask())).stream().findFirst();
    }
}
