package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.PlaneWarnings;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.SliceStitching;
import io.github.nucleoscope.table.NucleiCsv;
import io.github.nucleoscope.table.NucleusRow;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds the nuclei of the active image: its overlay gets one ROI per nucleus, the table "Nuclei" one row, and a label
 * image opens. Esc or Cancel keeps the nuclei of the planes that are done, without a label image. Parameters are named
 * as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Segment Nuclei",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Segment Nuclei", weight = 1)},
        description = "Finds nuclei and outlines them in the image's overlay")
public final class SegmentNuclei extends SegmentationCommand implements Previewable {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String result_heading = "<html><b>What becomes of them</b>";

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are segmented plane by plane")
    private ImagePlus image;

    @Parameter(label = "Stitch labels through slices", required = false, persist = false,
            description = "In stacks, a nucleus has the label of the one of the slice before that it overlaps")
    private boolean stitch_slices = false;

    @Parameter(label = "Measure shape and texture", required = false, persist = false,
            description = "Adds shape, intensity and texture of each nucleus to the table")
    private boolean measurements = false;

    @Parameter(label = "Save table as (optional)", style = "save", required = false, persist = false,
            description = "CSV file for the table; leave empty for none")
    private File results_file;

    @Parameter(label = "Open a label image", required = false, persist = false,
            description = "Opens an image in which the pixels of each nucleus have its label; 0 is background")
    private boolean make_label_image = true;

    @Parameter(label = "Add to ROI Manager", required = false, persist = false,
            description = "Appends the ROIs to the ROI Manager, too")
    private boolean add_to_roi_manager = false;

    // For the dialog alone. ImageJ2 records it, plain ImageJ does not; in a macro it has no effect.
    @Parameter(label = "Preview", visibility = ItemVisibility.TRANSIENT, required = false, persist = false,
            description = "Outlines the nuclei of the visible slice while this dialog is open")
    private boolean preview = false;

    /** For scripts; macros find the label image as the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    /** Null while nothing is previewed. */
    private SegmentationPreview outlines;

    @Override
    void execute() throws IOException {
        cancel();
        requireImage(image);
        Optional<Path> table = table(results_file, "results_file");
        Segmentation segmentation = segmentation();
        Signal signal = signal();
        List<Plane> planes = Planes.of(image, signal);
        int channel = signal.channel().in(image);
        List<Roi> rois = new ArrayList<>();
        List<NucleusRow> rows = new ArrayList<>();
        List<RandomAccessibleInterval<IntType>> labels = new ArrayList<>();
        PlaneWarnings warnings = new PlaneWarnings(segmentation.settings().polarity());
        SliceStitching stitching = new SliceStitching();
        signal.colour().warning(image).ifPresent(warning -> log(image.getTitle(), warning));
        int done = 0;
        try (NucleusFinder finder = SegmentationMethods.open(segmentation)) {
            finder.notes(signal).forEach(note -> log(image.getTitle() + ": " + note));
            while (done < planes.size() && !isStopped()) {
                showProgress(done, planes.size(), "Segmenting nuclei");
                SegmentedPlane found = finder.find(planes.get(done));
                SegmentedPlane plane = stitch_slices ? stitching.next(found) : found;
                rois.addAll(NucleusOverlay.segmented(List.of(plane), image, channel));
                rows.addAll(NucleusRow.of(image.getTitle(), plane, Planes.pixelSize(image), measurements));
                if (make_label_image) {
                    labels.add(plane.labels());
                }
                warnings.add(plane);
                done++;
            }
        }
        if (stitch_slices && image.getNSlices() == 1) {
            log(image.getTitle(), new SliceStitching.OneSlice());
        }
        warnings.problems().forEach(warning -> log(image.getTitle(), warning));
        boolean stopped = isStopped();
        if (done == 0) {
            stopIfAsked();
        }
        OverlayUndo.replaceIn(image, rois);
        if (table.isPresent()) {
            try (NucleiCsv csv = new NucleiCsv(table.get(), measurements)) {
                csv.append(rows);
            }
        }
        if (add_to_roi_manager) {
            NucleusRoiManager.append(rois);
        }
        log(image.getTitle() + ": " + (stitch_slices ? stitching.count() + " nuclei, " + rois.size() + " outlines"
                : rois.size() + " nuclei"));
        NucleusTable.show(NucleusTable.table(NucleusRow.columns(measurements),
                rows.stream().map(NucleusRow::values).toList()), NucleusTable.TITLE);
        if (stopped) {
            log(doneOf(done, planes.size(), "planes"));
            stopIfAsked();
        }
        if (make_label_image) {
            label_image = open(LabelImages.toImagePlus("Labels of " + image.getTitle(), labels, image));
        }
    }

    @Override
    public void preview() {
        if (outlines != null && outlines.image() != image) {
            cancel();
        }
        if (!preview || image == null || image.getWidth() == 0) {
            cancel();
            return;
        }
        try {
            Segmentation segmentation = segmentation();
            Signal signal = signal();
            if (outlines == null) {
                outlines = new SegmentationPreview(image, this::showStatus);
            }
            outlines.show(segmentation, signal);
        } catch (InputException | IOException e) {
            cancel();
            showStatus("Preview: " + e.getMessage());
        }
    }

    /** Ends the preview: the previous overlay comes back. */
    @Override
    public void cancel() {
        if (outlines != null) {
            outlines.hide();
            outlines = null;
        }
    }
}
