package io.github.nucleoscope.fiji;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds the nuclei of the active image: its overlay gets one ROI per nucleus, the table "Nuclei" one row, and a label
 * image opens. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Segment Nuclei", menuPath = "Plugins>Nucleoscope>Segment Nuclei",
        description = "Finds nuclei and outlines them in the image's overlay")
public final class SegmentNuclei extends SegmentationCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String result_heading = "<html><b>What becomes of them</b>";

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are segmented plane by plane")
    private ImagePlus image;

    @Parameter(label = "Open a label image", required = false, persist = false,
            description = "Opens an image in which the pixels of each nucleus have its label; 0 is background")
    private boolean make_label_image = true;

    @Parameter(label = "Add to ROI Manager", required = false, persist = false,
            description = "Appends the ROIs to the ROI Manager, too")
    private boolean add_to_roi_manager = false;

    /** For scripts; macros find the label image as the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    @Override
    void execute() {
        requireImage(image);
        SegmentationSettings settings = segmentation();
        List<Plane> planes = Planes.of(image, channel);
        List<SegmentedPlane> segmented = new ArrayList<>();
        for (Plane plane : planes) {
            stopIfAsked();
            showProgress(segmented.size(), planes.size(), "Segmenting nuclei");
            segmented.add(SegmentedPlane.of(plane, settings));
        }
        List<Roi> rois = NucleusOverlay.segmented(segmented, image, channel);
        NucleusOverlay.replaceIn(image, rois);
        if (add_to_roi_manager) {
            NucleusRoiManager.append(rois);
        }
        log(image.getTitle() + ": " + rois.size() + " nuclei");
        NucleusTable.show(NucleusTable.of(image.getTitle(), segmented, Planes.pixelSize(image)),
                NucleusTable.TITLE);
        if (make_label_image) {
            label_image = open(LabelImages.toImagePlus("Labels of " + image.getTitle(),
                    segmented.stream().map(SegmentedPlane::labels).toList(), image));
        }
    }
}
