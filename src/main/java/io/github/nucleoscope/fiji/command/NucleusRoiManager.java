package io.github.nucleoscope.fiji.command;

import java.awt.HeadlessException;
import java.util.List;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.github.nucleoscope.problem.InputException;

/** The user's ROI Manager: ROIs are read and appended, never removed. */
final class NucleusRoiManager {

    private NucleusRoiManager() {}

    /**
     * Appends copies of the ROIs to the hidden ROI Manager of a batch mode macro, otherwise to the window, which is
     * opened if necessary.
     *
     * @throws InputException if there is neither a display nor ImageJ2, which does not need one
     */
    static void append(List<Roi> rois) {
        try {
            RoiManager open = RoiManager.getInstance2();
            RoiManager manager = open == null ? new RoiManager() : open;
            for (Roi roi : rois) {
                manager.add(roi, -1);
            }
        } catch (HeadlessException e) {
            throw new InputException("there is no ROI Manager without a display: leave out "
                    + "add_to_roi_manager; the overlay has the ROIs", e);
        }
    }

    /** Returns all its ROIs, in order; empty if it is not open. */
    static List<Roi> rois() {
        RoiManager manager = RoiManager.getInstance2();
        return manager == null ? List.of() : List.of(manager.getRoisAsArray());
    }
}
