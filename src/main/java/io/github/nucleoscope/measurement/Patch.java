package io.github.nucleoscope.measurement;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Pixels to be measured, row by row.
 *
 * @param inside whether a pixel belongs to the nucleus; not copied
 * @param values intensities, of which those outside are ignored; not copied
 */
record Patch(int width, int height, boolean[] inside, float[] values, PixelSize pixelSize) {

    /** Returns the bounding box of a nucleus. */
    static Patch of(Nucleus nucleus, RandomAccessibleInterval<? extends RealType<?>> plane, PixelSize pixelSize) {
        RandomAccessibleInterval<BitType> mask = nucleus.mask();
        int width = (int) mask.dimension(0);
        int height = (int) mask.dimension(1);
        boolean[] inside = new boolean[width * height];
        float[] values = new float[width * height];
        Cursor<BitType> cursor = Views.flatIterable(mask).cursor();
        RandomAccess<? extends RealType<?>> pixel = plane.randomAccess();
        for (int i = 0; i < inside.length; i++) {
            inside[i] = cursor.next().get();
            if (inside[i]) {
                pixel.setPosition(mask.min(0) + i % width, 0);
                pixel.setPosition(mask.min(1) + i / width, 1);
                values[i] = pixel.get().getRealFloat();
            }
        }
        return new Patch(width, height, inside, values, pixelSize);
    }

    /** Returns whether a pixel belongs to the nucleus; false outside the patch. */
    boolean isInside(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x];
    }

    /** Returns whether a pixel belongs to the nucleus and has a finite intensity. */
    boolean isMeasured(int index) {
        return inside[index] && Float.isFinite(values[index]);
    }
}
