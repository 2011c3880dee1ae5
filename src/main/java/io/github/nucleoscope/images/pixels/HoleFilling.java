package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.type.logic.NativeBoolType;

/** Fills holes: background that is not 4-connected to the image border. */
public final class HoleFilling {

    private HoleFilling() {}

    /**
     * Fills the holes.
     *
     * @param mask axes X, Y; changed in place
     */
    public static void fill(ArrayImg<NativeBoolType, BooleanArray> mask) {
        boolean[] pixels = Mask.pixels(mask);
        int width = (int) mask.dimension(0);
        boolean[] outside = FloodFill.from(pixels, width, false, border(width, pixels.length / width));
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = !outside[i];
        }
    }

    /** The pixels at the image border. */
    private static int[] border(int width, int height) {
        int[] border = new int[2 * (width + height)];
        int count = 0;
        for (int x = 0; x < width; x++) {
            border[count++] = x;
            border[count++] = (height - 1) * width + x;
        }
        for (int y = 0; y < height; y++) {
            border[count++] = y * width;
            border[count++] = y * width + width - 1;
        }
        return border;
    }
}
