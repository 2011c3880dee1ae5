package io.github.nucleoscope.fiji.annotation;

import java.awt.Rectangle;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.nucleoscope.images.RoiMasks;

/**
 * The outline of one nucleus.
 *
 * @param roi an area ROI in the overlay of the image
 * @param bounds its bounding box, in pixels
 * @param z its slice, from 1; 0 for all
 * @param t its frame, from 1; 0 for all
 */
public record Outline(Roi roi, Rectangle bounds, int z, int t) {

    /** Creates an outline with the position of the ROI in the stack. */
    public static Outline of(Roi roi, ImagePlus image) {
        int[] position = RoiMasks.position(roi, image);
        return new Outline(roi, roi.getBounds(), position[0], position[1]);
    }

    /** Returns whether a ROI can be the outline of a nucleus: an area ROI without a fill, unlike ImageJ's scale bar. */
    public static boolean isOutline(Roi roi) {
        return roi.isArea() && roi.getFillColor() == null && !(roi instanceof TextRoi) && !(roi instanceof ImageRoi);
    }

    /** Returns whether it is shown on a slice and frame. */
    public boolean isOn(int slice, int frame) {
        return (z == 0 || z == slice) && (t == 0 || t == frame);
    }
}
