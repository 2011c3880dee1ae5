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
 * @param roi an area, in the overlay of the image
 * @param bounds its bounding box, pixels
 * @param z slice that it is on, from 1; 0 for all
 * @param t frame that it is on, from 1; 0 for all
 */
public record Outline(Roi roi, Rectangle bounds, int z, int t) {

    /** Takes the place in the stack from the ROI. */
    public static Outline of(Roi roi, ImagePlus image) {
        int[] position = RoiMasks.position(roi, image);
        return new Outline(roi, roi.getBounds(), position[0], position[1]);
    }

    /** Whether a ROI can be the outline of a nucleus: an area that is not filled, as ImageJ's scale bar is. */
    public static boolean isOne(Roi roi) {
        return roi.isArea() && roi.getFillColor() == null && !(roi instanceof TextRoi) && !(roi instanceof ImageRoi);
    }

    /** Whether it shows on this slice and frame. */
    public boolean isOn(int slice, int frame) {
        return (z == 0 || z == slice) && (t == 0 || t == frame);
    }
}
