package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import ij.ImagePlus;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.ImageSegmentation;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds the nuclei of the active image: adds one ROI per nucleus to its overlay and one row to the table "Nuclei", and
 * opens a label image. Esc or Cancel keeps the nuclei of the finished planes, without a label image. Parameters have
 * the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Segment Nuclei",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Segment Nuclei", weight = 1)},
        description = "Finds nuclei and outlines them in the image's overlay")
public final class SegmentNuclei extends SegmentationCommand implements Previewable {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String result_heading = "<html><b>Results</b>";

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are segmented plane by plane")
    private ImagePlus image;

    @Parameter(label = "Stitch labels across slices", required = false, persist = false,
            description = "In stacks, gives a nucleus the label of the nucleus that it overlaps in the previous slice")
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
            description = "Also appends the ROIs to the ROI Manager")
    private boolean add_to_roi_manager = false;

    // For the dialog only. ImageJ2 records it, plain ImageJ does not; in a macro it has no effect.
    @Parameter(label = "Preview", visibility = ItemVisibility.TRANSIENT, required = false, persist = false,
            description = "Outlines the nuclei of the visible slice while this dialog is open")
    private boolean preview = false;

    /** For scripts; for macros the label image is the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    private final DialogPreview previewed = new DialogPreview(this::showStatus);

    @Override
    void execute() throws IOException {
        previewed.end();
        ImageParameter.require(image);
        Optional<Path> table = PathParameter.table(results_file, "results_file");
        Segmentation segmentation = segmentation();
        Signal signal = signal();
        FoundNuclei found = new FoundNuclei(this, image, signal.channel().in(image), measurements, make_label_image);
        ImageSegmentation.Outcome outcome;
        try (NucleusFinder finder = SegmentationMethods.open(segmentation)) {
            finder.notes(signal).forEach(found::log);
            outcome = new ImageSegmentation(image, finder, segmentation.settings().polarity(), signal, stitch_slices)
                    .run(found);
        }
        outcome.warnings().forEach(found::log);
        if (outcome.done() == 0) {
            stopIfAsked();
        }
        found.outline(add_to_roi_manager);
        found.tabulate(table);
        found.log((stitch_slices ? outcome.stitched() + " nuclei, " + found.count() + " outlines"
                : found.count() + " nuclei") + details(outcome));
        stopIfAskedAfter(outcome.done(), outcome.all(), "planes");
        label_image = make_label_image ? open(found.labelImage()) : null;
    }

    private static String details(ImageSegmentation.Outcome outcome) {
        String diameter = diameter(outcome.diameter());
        int debris = outcome.leftOut();
        return debris == 0 ? diameter : diameter + "; left out as debris: " + debris
                + (debris == 1 ? " object" : " objects") + ", which 'Keep debris' keeps";
    }

    /** Says, after a number of nuclei, at which diameter in pixels they were looked for. */
    static String diameter(OptionalDouble pixels) {
        return pixels.isEmpty() ? ""
                : ", looked for at a diameter of " + Math.round(pixels.getAsDouble()) + " pixels";
    }

    @Override
    public void preview() {
        if (preview) {
            previewed.show(image, this::segmentation, this::signal);
        } else {
            previewed.end();
        }
    }

    /** Ends the preview. */
    @Override
    public void cancel() {
        previewed.end();
    }
}
