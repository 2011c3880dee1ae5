package io.github.nucleoscope.dataset;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.RoiMasks;
import io.github.nucleoscope.images.RoiMasks.RoiMask;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Images (TIFF) whose overlay holds ROIs in groups: the group is the class. An area ROI is the nucleus's outline; a
 * point marks the nucleus that the segmentation finds there.
 *
 * @param folder holds the images
 * @param settings how crops are cut and nuclei found
 */
public record RoiGroups(Path folder, ReadSettings settings) implements TrainingSource {

    @Override
    public TrainingSet read(FileProgress progress) throws IOException {
        CropCollector collector = new CropCollector(settings, true);
        WholeImages.forEach(ImageFiles.list(folder), progress, collector,
                (file, image) -> collect(image, image.getTitle(), collector));
        return collector.trainingSet("the ROI groups of the images in " + folder.getFileName());
    }

    private void collect(ImagePlus image, String name, CropCollector collector) {
        List<RoiMask> rois = RoiMasks.of(image);
        if (rois.isEmpty()) {
            collector.warn(name + ": its overlay has no ROI that is in a group");
            return;
        }
        PixelSize pixelSize = Planes.pixelSize(image);
        for (Planes.Plane plane : Planes.of(image, settings.channel())) {
            List<RoiMask> here = rois.stream()
                    .filter(roi -> (roi.z() == 0 || roi.z() == plane.z()) && (roi.t() == 0 || roi.t() == plane.t()))
                    .toList();
            SegmentedPlane segmented = here.stream().anyMatch(RoiMask::isPoint)
                    ? SegmentedPlane.of(plane, settings.segmentation()) : null;
            for (RoiMask roi : here) {
                Optional<Nucleus> nucleus = roi.isPoint() ? under(roi, segmented) : outlined(roi, plane);
                if (nucleus.isPresent()) {
                    collector.add(plane.pixels(), nucleus.get(), pixelSize, name, roi.groupName());
                } else {
                    collector.warn(name + ": the point at (" + roi.mask().min(0) + ", " + roi.mask().min(1)
                            + ") lies in no nucleus that the segmentation found, and was left out");
                }
            }
        }
    }

    private static Optional<Nucleus> under(RoiMask point, SegmentedPlane segmented) {
        int label = segmented.labels().getAt(point.mask().min(0), point.mask().min(1)).get();
        return segmented.nuclei().stream().filter(nucleus -> nucleus.label() == label).findFirst();
    }

    /** The nucleus inside an outline; empty where the outline holds no pixel. */
    private static Optional<Nucleus> outlined(RoiMask roi, Planes.Plane plane) {
        RandomAccessibleInterval<IntType> labels = Views.translate(
                (RandomAccessibleInterval<IntType>) ArrayImgs.ints(roi.mask().dimensionsAsLongArray()),
                roi.mask().minAsLongArray());
        RandomAccess<BitType> inside = roi.mask().randomAccess();
        Cursor<IntType> label = Views.iterable(labels).localizingCursor();
        while (label.hasNext()) {
            label.fwd();
            label.get().set(inside.setPositionAndGet(label).get() ? 1 : 0);
        }
        return NucleusList.of(labels, Views.interval(plane.pixels(), roi.mask())).stream().findFirst();
    }
}
