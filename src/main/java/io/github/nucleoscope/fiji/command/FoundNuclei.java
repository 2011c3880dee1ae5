package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.table.NucleiCsv;
import io.github.nucleoscope.table.NucleusRow;
import io.github.nucleoscope.workflow.ImageSegmentation;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Collects the nuclei that are found in an open image, shows and writes them. Shows the progress of the segmentation
 * and stops it on request.
 */
final class FoundNuclei implements ImageSegmentation.Listener {

    private final NucleoscopeCommand command;
    private final ImagePlus image;
    private final int channel;
    private final boolean measured;
    private final boolean keepLabels;
    private final List<Roi> rois = new ArrayList<>();
    private final List<NucleusRow> rows = new ArrayList<>();
    private final List<RandomAccessibleInterval<IntType>> labels = new ArrayList<>();

    /**
     * @param channel the segmented channel, from 1
     * @param measured whether shape and texture are measured
     * @param keepLabels whether a label image is requested
     */
    FoundNuclei(NucleoscopeCommand command, ImagePlus image, int channel, boolean measured, boolean keepLabels) {
        this.command = command;
        this.image = image;
        this.channel = channel;
        this.measured = measured;
        this.keepLabels = keepLabels;
    }

    /** Writes a line about the image to the Log. */
    void log(String line) {
        command.log(image.getTitle() + ": " + line);
    }

    /** Writes to the Log what is suspicious about the image. */
    void log(Problem problem) {
        command.log(image.getTitle(), problem);
    }

    @Override
    public void progress(int done, int all) {
        command.showProgress(done, all, "Segmenting nuclei");
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped();
    }

    @Override
    public void found(SegmentedPlane plane) {
        rois.addAll(NucleusOverlay.segmented(List.of(plane), image, channel));
        rows.addAll(NucleusRow.of(image.getTitle(), plane, Planes.pixelSize(image), measured));
        if (keepLabels) {
            labels.add(plane.labels());
        }
    }

    /** Returns the number of nuclei of all planes; a nucleus that spans several planes counts in each. */
    int count() {
        return rois.size();
    }

    /**
     * Adds the nuclei to the image's overlay.
     *
     * @param roiManager whether to add the ROIs to the ROI Manager
     */
    void outline(boolean roiManager) {
        OverlayUndo.replaceIn(image, rois);
        if (roiManager) {
            NucleusRoiManager.append(rois);
        }
    }

    /**
     * Opens the table "Nuclei" with one row per nucleus, if there are windows.
     *
     * @param file the file to which the table is also written, replacing an older one; empty for none
     */
    void tabulate(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            try (NucleiCsv csv = new NucleiCsv(file.get(), measured)) {
                csv.append(rows);
            }
        }
        NucleusTable.show(NucleusTable.table(NucleusRow.columns(measured),
                rows.stream().map(NucleusRow::values).toList()), NucleusTable.TITLE);
    }

    /** Returns all planes as a label image; requires that labels are kept. */
    ImagePlus labelImage() {
        return LabelImages.toImagePlus("Labels of " + image.getTitle(), labels, image);
    }
}
