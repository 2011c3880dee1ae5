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

/** Masks as ROIs that follow the pixel edges: filled, such a ROI covers exactly the mask, holes and pieces included. */
public final class RoiOutline {

    private RoiOutline() {}

    /**
     * A mask's outline, in no ROI group, with ImageJ's own colour and on no slice of its own.
     *
     * @param mask axes X, Y; its interval is its place in the image; one pixel or more is set
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
     * A ROI to take a group from, with all other attributes, by {@link Roi#copyAttributes}. Each call of
     * {@link Roi#setGroup} looks for ImageJ's table of group colours in its folder, gives the ROI a colour of it, and
     * complains in the Log where there is none: once per group is enough.
     */
    public static Roi template(int group) {
        Roi template = new Roi(0, 0, 1, 1);
        template.setGroup(group);
        return template;
    }

    /**
     * Puts a ROI on its slice and frame. Where there is one plane per channel it has no position: it shows on all
     * channels.
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
