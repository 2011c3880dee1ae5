package io.github.nucleoscope.images;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import net.imglib2.view.Views;

/** Masks as ROIs that follow the pixel edges: filled, such a ROI covers exactly the mask, with its holes and pieces. */
public final class RoiOutline {

    private RoiOutline() {}

    /**
     * Returns the outline of a mask, in no ROI group, in ImageJ's default colour and on no particular slice.
     *
     * @param mask axes X, Y; its interval is its position in the image; at least one pixel is set
     */
    public static Roi of(RandomAccessibleInterval<BitType> mask) {
        byte[] pixels = new byte[(int) mask.size()];
        Cursor<BitType> cursor = Views.flatIterable(mask).cursor();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (cursor.next().get() ? 255 : 0);
        }
        ByteProcessor processor = new ByteProcessor((int) mask.dimension(0), (int) mask.dimension(1), pixels);
        processor.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
        Roi roi = new ThresholdToSelection().convert(processor);
        roi.setLocation(roi.getXBase() + mask.min(0), roi.getYBase() + mask.min(1));
        return roi;
    }

    /**
     * Returns a ROI to copy a group from, with all other attributes, by {@link Roi#copyAttributes}. Each call of
     * {@link Roi#setGroup} looks for ImageJ's table of group colours in its folder, sets the ROI's colour from it, and
     * reports in the Log if there is none: once per group is enough.
     */
    public static Roi template(int group) {
        Roi template = new Roi(0, 0, 1, 1);
        template.setGroup(group);
        return template;
    }

    /**
     * Puts a ROI on a slice and frame. If there is only one plane per channel it gets no position, so that it shows on
     * all channels.
     *
     * @param channel from 1
     * @param z slice, from 1
     * @param t frame, from 1
     */
    public static void place(Roi roi, ImagePlus image, int channel, int z, int t) {
        if (image.getNSlices() * image.getNFrames() == 1) {
            return;
        }
        if (image.isHyperStack()) {
            roi.setPosition(0, z, t);
        } else {
            roi.setPosition(image.getStackIndex(channel, z, t));
        }
    }
}
