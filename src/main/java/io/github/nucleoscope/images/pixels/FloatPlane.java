package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Copies any real-valued plane into a float array image, so that later steps are plain loops over arrays. */
public final class FloatPlane {

    /** The float of each unsigned byte: a table is faster than Java's conversions, which wait for each other. */
    private static final float[] BYTES = new float[256];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = i;
        }
    }

    private FloatPlane() {}

    /**
     * Copies a plane.
     *
     * @param plane axes X, Y; any minimum
     * @return a copy whose minimum is (0, 0); NaN and infinite pixels are copied as they are
     * @throws IllegalArgumentException unless {@link #requirePlane} is satisfied
     */
    public static ArrayImg<FloatType, FloatArray> copyOf(RandomAccessibleInterval<? extends RealType<?>> plane) {
        requirePlane(plane);
        ArrayImg<FloatType, FloatArray> copy = ArrayImgs.floats(plane.dimension(0), plane.dimension(1));
        float[] values = values(copy);
        if (plane instanceof ArrayImg<?, ?> img && isRaw(img.firstElement())
                && copy(img.update(null), values)) {
            return copy;
        }
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < values.length; i++) {
            values[i] = cursor.next().getRealFloat();
        }
        return copy;
    }

    private static boolean isRaw(Object type) {
        return type instanceof UnsignedByteType || type instanceof UnsignedShortType || type instanceof FloatType;
    }

    /** Copies whole arrays rather than single pixels; returns false if there is no array. */
    private static boolean copy(Object access, float[] values) {
        if (access instanceof ByteArray bytes) {
            byte[] stored = bytes.getCurrentStorageArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = BYTES[stored[i] & 0xff];
            }
        } else if (access instanceof ShortArray shorts) {
            short[] stored = shorts.getCurrentStorageArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = stored[i] & 0xffff;
            }
        } else if (access instanceof FloatArray floats) {
            System.arraycopy(floats.getCurrentStorageArray(), 0, values, 0, values.length);
        } else {
            return false;
        }
        return true;
    }

    /**
     * Checks that an image is a plane that fits into an array.
     *
     * @throws IllegalArgumentException if the image does not have two axes
     * @throws InputException if it does not have 1 to 2,147,483,639 pixels
     */
    public static void requirePlane(RandomAccessibleInterval<?> plane) {
        long[] shape = plane.dimensionsAsLongArray();
        if (shape.length != 2) {
            throw new IllegalArgumentException("expected a plane with axes X and Y, not an image of shape "
                    + Arrays.toString(shape) + ": take one plane of it");
        }
        if (shape[0] < 1 || shape[1] < 1 || shape[0] * shape[1] > Integer.MAX_VALUE - 8) {
            throw new InputException("a plane of shape " + Arrays.toString(shape)
                    + " cannot be segmented: it must have 1 to 2,147,483,639 pixels");
        }
    }

    /** Returns the array behind an image: its pixels, row by row. Not a copy. */
    public static float[] values(ArrayImg<FloatType, FloatArray> img) {
        return img.update(null).getCurrentStorageArray();
    }
}
