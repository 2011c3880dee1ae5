package io.github.nucleoscope.images;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.type.logic.BitType;
import net.imglib2.view.Views;

/**
 * ROIs of an overlay that are in a group, as imglib2 masks.
 *
 * @param masks the ROIs, in order; each point of a multi-point selection is a ROI of its own. ROIs without a group are
 *     left out, as are those without a pixel in the image
 * @param problems which of the ROIs with a group contain no pixel: at most one line, with their numbers in the overlay,
 *     counted from 1
 */
public record RoiMasks(List<RoiMasks.RoiMask> masks, List<String> problems) {

    public RoiMasks {
        masks = List.copyOf(masks);
        problems = List.copyOf(problems);
    }

    /**
     * One ROI in a group.
     *
     * @param mask the pixels of the image inside the ROI, axes X, Y; its interval is their bounding box, cut to the
     *     image
     * @param isPoint whether it marks a nucleus by a single pixel instead of an outline
     * @param group ROI group, 1 to 255
     * @param groupName ImageJ's name of the group; otherwise the class that Nucleoscope named the ROIs of the group
     *     after; otherwise {@code group N}
     * @param z slice, from 1; 0 for all slices
     * @param t frame, from 1; 0 for all frames
     */
    public record RoiMask(RandomAccessibleInterval<BitType> mask, boolean isPoint, int group, String groupName, int z,
            int t) {}

    /** Returns the ROIs of the image's own overlay. */
    public static RoiMasks of(ImagePlus image) {
        return image.getOverlay() == null ? new RoiMasks(List.of(), List.of()) : of(image, image.getOverlay());
    }

    /** Returns the ROIs of another overlay. */
    public static RoiMasks of(ImagePlus image, Overlay overlay) {
        List<RoiMask> masks = new ArrayList<>();
        TreeSet<Integer> without = new TreeSet<>();
        Map<Integer, String> groupNames = RoiGroupNames.of(overlay);
        for (int i = 0; i < overlay.size(); i++) {
            Roi roi = overlay.get(i);
            if (roi.getGroup() > 0) {
                List<RoiMask> ofRoi = masks(roi, image, groupNames.get(roi.getGroup()));
                masks.addAll(ofRoi);
                if (ofRoi.isEmpty()) {
                    without.add(i + 1);
                }
            }
        }
        return new RoiMasks(masks, without.isEmpty() ? List.of() : List.of("ROI " + RoiLabels.numbers(without)
                + ": left out, neither a point nor an area in the image"));
    }

    /** One mask for an area, one per point; none without a pixel of the image. */
    private static List<RoiMask> masks(Roi roi, ImagePlus image, String groupName) {
        int[] position = position(roi, image);
        if (position[0] > image.getNSlices() || position[1] > image.getNFrames()) {
            return List.of();
        }
        Rectangle bounds = new Rectangle(image.getWidth(), image.getHeight());
        if (roi instanceof PointRoi points) {
            return Arrays.stream(points.getContainedPoints()).filter(bounds::contains).map(point -> mask(roi,
                    new Rectangle(point.x, point.y, 1, 1), null, true, groupName, position)).toList();
        }
        Rectangle box = roi.getBounds().intersection(bounds);
        if (!roi.isArea() || box.isEmpty()) {
            return List.of();
        }
        RoiMask mask = mask(roi, box, roi.getMask(), false, groupName, position);
        return holdsPixel(mask.mask()) ? List.of(mask) : List.of();
    }

    private static boolean holdsPixel(RandomAccessibleInterval<BitType> mask) {
        for (BitType bit : Views.iterable(mask)) {
            if (bit.get()) {
                return true;
            }
        }
        return false;
    }

    private static RoiMask mask(Roi roi, Rectangle box, ImageProcessor inside, boolean isPoint, String groupName,
            int[] position) {
        ArrayImg<BitType, LongArray> bits = ArrayImgs.bits(box.width, box.height);
        Rectangle whole = roi.getBounds();
        var cursor = bits.localizingCursor();
        while (cursor.hasNext()) {
            BitType bit = cursor.next();
            int x = box.x - whole.x + cursor.getIntPosition(0);
            int y = box.y - whole.y + cursor.getIntPosition(1);
            bit.set(inside == null || inside.get(x, y) != 0);
        }
        return new RoiMask(Views.translate(bits, box.x, box.y), isPoint, roi.getGroup(), groupName, position[0],
                position[1]);
    }

    /** Returns slice and frame of a ROI, from 1, 0 for all; a simple position counts all planes of the stack. */
    public static int[] position(Roi roi, ImagePlus image) {
        if (roi.hasHyperStackPosition()) {
            return new int[] {roi.getZPosition(), roi.getTPosition()};
        }
        if (roi.getPosition() > 0) {
            int[] czt = image.convertIndexToPosition(roi.getPosition());
            return new int[] {czt[1], czt[2]};
        }
        return new int[] {0, 0};
    }
}
