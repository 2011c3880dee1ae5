package io.github.nucleoscope.fiji.command;

import java.awt.HeadlessException;
import java.util.List;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.github.nucleoscope.problem.InputException;

/** The user's ROI Manager: ROIs are read and appended, and what is in it stays. */
final class NucleusRoiManager {

    private NucleusRoiManager() {}

    /**
     * Appends copies of the ROIs. In a batch mode macro that is the macro's hidden ROI Manager; else the window, which
     * opens if it is not open.
     *
     * @throws InputException where there is neither a display nor ImageJ2, which does without one
     */
    static void append(List<Roi> rois) {
        try {
            RoiManager open = RoiManager.getInstance2();
            RoiManager manager = open == null ? new RoiManager() : open;
            for (Roi roi : rois) {
                manager.add(roi, -1);
            }
        } catch (HeadlessException e) {
            throw new InputException("there is no ROI Manager without a display: leave add_to_roi_manager "
                    + "out, the overlay has the ROIs", e);
        }
    }

    /** All its ROIs, in order; none where it is not open. */
    static List<Roi> rois() {
        RoiManager manager = RoiManager.getInstance2();
        return manager == null ? List.of() : List.of(manager.getRoisAsArray());
    }
}
