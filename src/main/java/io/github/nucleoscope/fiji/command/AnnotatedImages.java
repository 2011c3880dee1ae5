package io.github.nucleoscope.fiji.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import io.github.nucleoscope.dataset.OpenImages.Annotated;
import io.github.nucleoscope.images.RoiMasks;
import io.github.nucleoscope.problem.InputException;

/** Finds open images with annotated nuclei: ROIs in groups, each group a class. */
final class AnnotatedImages {

    /** Where the ROIs are. */
    enum From { ACTIVE_IMAGE, OPEN_IMAGES, ROI_MANAGER }

    private AnnotatedImages() {}

    /**
     * Returns the images, one or more.
     *
     * @param active the active image; null if there is none
     * @param log takes a line for each kind of ROI that is left out
     * @throws InputException if there are none
     */
    static List<Annotated> of(From from, ImagePlus active, Consumer<String> log) {
        if (from == From.OPEN_IMAGES) {
            return open(log);
        }
        if (active == null) {
            throw new InputException("no image is open: open one with annotated nuclei, or give training_data");
        }
        ImageParameter.require(active);
        RoiMasks rois = from == From.ROI_MANAGER ? RoiMasks.of(active, managed()) : RoiMasks.of(active);
        logLeftOut(active, rois, log);
        if (rois.masks().isEmpty()) {
            throw new InputException(from == From.ROI_MANAGER
                    ? "the ROI Manager has no ROI in a group that lies in '" + active.getTitle()
                            + "': annotate nuclei first, or give training_data"
                    : "the image '" + active.getTitle() + "' has no ROI in a group: annotate nuclei first, or give "
                            + "training_data");
        }
        return List.of(new Annotated(active, rois.masks()));
    }

    private static List<Annotated> open(Consumer<String> log) {
        List<Annotated> all = new ArrayList<>();
        int[] ids = WindowManager.getIDList();
        for (int id : ids == null ? new int[0] : ids) {
            ImagePlus open = WindowManager.getImage(id);
            RoiMasks rois = RoiMasks.of(open);
            if (!rois.masks().isEmpty()) {
                all.add(new Annotated(open, rois.masks()));
                logLeftOut(open, rois, log);
            }
        }
        if (all.isEmpty()) {
            throw new InputException("no open image has a ROI in a group: annotate nuclei first, or give "
                    + "training_data");
        }
        return all;
    }

    private static Overlay managed() {
        Overlay overlay = new Overlay();
        NucleusRoiManager.rois().forEach(overlay::add);
        return overlay;
    }

    private static void logLeftOut(ImagePlus image, RoiMasks rois, Consumer<String> log) {
        rois.problems().forEach(problem -> log.accept(image.getTitle() + ": " + problem));
    }
}
