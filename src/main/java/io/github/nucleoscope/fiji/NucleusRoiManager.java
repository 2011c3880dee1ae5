package io.github.nucleoscope.fiji;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.util.List;

/** The user's ROI Manager: ROIs are appended, and what is in it stays. */
final class NucleusRoiManager {

    private NucleusRoiManager() {}

    /**
     * Appends copies of the ROIs. In a batch mode macro that is the macro's hidden ROI Manager; else the window, which
     * opens if it is not open.
     *
     * @throws IllegalArgumentException where there is neither
     */
    static void append(List<Roi> rois) {
        RoiManager manager = RoiManager.getInstance2();
        if (manager == null) {
            if (GraphicsEnvironment.isHeadless()) {
                throw new IllegalArgumentException("there is no ROI Manager without a display outside a batch mode "
                        + "macro: leave add_to_roi_manager out, the overlay has the ROIs");
            }
            manager = new RoiManager();
        }
        append(rois, manager);
    }

    static void append(List<Roi> rois, RoiManager manager) {
        for (Roi roi : rois) {
            manager.add(roi, -1);
        }
    }
}
