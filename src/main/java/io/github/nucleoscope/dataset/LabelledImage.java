package io.github.nucleoscope.dataset;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * A plane of an image whose nuclei somebody outlined.
 *
 * @param name of the image, with slice and frame where it has several; unique in a set
 * @param source the image's file: what is of one file is never on both sides of a split
 * @param pixels axes X, Y
 * @param labels of the same shape; 0 is background
 */
public record LabelledImage(String name, String source, RandomAccessibleInterval<? extends RealType<?>> pixels,
        RandomAccessibleInterval<IntType> labels) {

    /** Whether the nuclei are darker than the rest, in the mean; false where there are none, or nothing else. */
    boolean isDark() {
        double[] sums = new double[2];
        long[] counts = new long[2];
        Cursor<IntType> label = Views.flatIterable(labels).cursor();
        for (RealType<?> pixel : Views.flatIterable(pixels)) {
            int inside = label.next().get() == 0 ? 0 : 1;
            if (Double.isFinite(pixel.getRealDouble())) {
                sums[inside] += pixel.getRealDouble();
                counts[inside]++;
            }
        }
        return sums[1] / counts[1] < sums[0] / counts[0];
    }
}
