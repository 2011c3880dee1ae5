package io.github.nucleoscope.fiji.command;

import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.event.WindowListener;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.nucleoscope.overlay.NucleusOverlay;

/**
 * Adds nuclei to an image's overlay so that ImageJ's Edit&gt;Undo restores the previous overlay. ImageJ discards its
 * undo state when the window of another image becomes active, such as that of the label image or the maps that the same
 * command opens. So it is set up again when the user first returns to the image.
 */
final class OverlayUndo {

    private OverlayUndo() {}

    /** Replaces the ROIs of an earlier run, see {@link NucleusOverlay#replaceIn}. */
    static void replaceIn(ImagePlus image, List<Roi> rois) {
        if (image.getOverlay() == null) {
            // ImageJ cannot restore the absence of an overlay.
            image.setOverlay(new Overlay());
        }
        Overlay before = image.getOverlay().duplicate();
        Undo.setup(Undo.OVERLAY, image);
        NucleusOverlay.replaceIn(image, rois);
        ImageWindow window = image.getWindow();
        if (window != null) {
            for (WindowListener listener : window.getWindowListeners()) {
                if (listener instanceof Reminder) {
                    window.removeWindowListener(listener);
                }
            }
            window.addWindowListener(new Reminder(image, before));
        }
    }

    private static final class Reminder extends WindowAdapter {

        private final ImagePlus image;
        private final Overlay before;
        private final Overlay after;
        private final int size;
        private final int[] open = WindowManager.getIDList();

        Reminder(ImagePlus image, Overlay before) {
            this.image = image;
            this.before = before;
            after = image.getOverlay();
            size = after.size();
        }

        @Override
        public void windowActivated(WindowEvent event) {
            if (Arrays.equals(open, WindowManager.getIDList())) {
                return;
            }
            event.getWindow().removeWindowListener(this);
            if (image.getOverlay() == after && after.size() == size) {
                image.setOverlay(before);
                Undo.setup(Undo.OVERLAY, image);
                image.setOverlay(after);
            }
        }
    }
}
