package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.integer.IntType;

/** Binary and label images and the arrays behind them. */
public final class Mask {

    private Mask() {}

    /**
     * Wraps an array as an image, without copying.
     *
     * @param pixels width x height pixels, row by row
     * @return axes X, Y
     */
    public static ArrayImg<NativeBoolType, BooleanArray> of(boolean[] pixels, long width, long height) {
        return ArrayImgs.booleans(pixels, width, height);
    }

    /** Returns the array behind a binary image: its pixels, row by row. Not a copy. */
    public static boolean[] pixels(ArrayImg<NativeBoolType, BooleanArray> mask) {
        return mask.update(null).getCurrentStorageArray();
    }

    /** Returns the array behind a label image: its labels, row by row. Not a copy. */
    public static int[] labels(ArrayImg<IntType, IntArray> labels) {
        return labels.update(null).getCurrentStorageArray();
    }
}
