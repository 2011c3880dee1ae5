package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.integer.IntType;

/** Storage of the binary and label images between the steps of the segmentation: the arrays behind the images. */
public final class Mask {

    private Mask() {}

    public static ArrayImg<NativeBoolType, BooleanArray> of(boolean[] pixels, long width, long height) {
        return ArrayImgs.booleans(pixels, width, height);
    }

    /** The pixels, row by row. Not a copy. */
    public static boolean[] pixels(ArrayImg<NativeBoolType, BooleanArray> mask) {
        return mask.update(null).getCurrentStorageArray();
    }

    /** The labels, row by row. Not a copy. */
    public static int[] labels(ArrayImg<IntType, IntArray> labels) {
        return labels.update(null).getCurrentStorageArray();
    }
}
