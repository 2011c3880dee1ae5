package io.github.nucleoscope.dataset;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * A plane of an image with its label image.
 *
 * @param name name of the image, with slice and frame if it has several; unique in a set
 * @param source name of the image's file: all planes of a file are in the same part of a split
 * @param pixels pixels, axes X, Y
 * @param labels label image of the same shape; 0 is background
 */
public record LabelledImage(String name, String source, RandomAccessibleInterval<? extends RealType<?>> pixels,
        RandomAccessibleInterval<IntType> labels) {

    /** Whether the median of the nuclei is below that of the background; false if there is only one of the two. */
    boolean isDark() {
        double[] inside = new double[(int) Views.iterable(labels).size()];
        double[] outside = new double[inside.length];
        int in = 0;
        int out = 0;
        Cursor<IntType> label = Views.flatIterable(labels).cursor();
        for (RealType<?> pixel : Views.flatIterable(pixels)) {
            boolean background = label.next().get() == 0;
            double value = pixel.getRealDouble();
            if (Double.isFinite(value) && background) {
                outside[out++] = value;
            } else if (Double.isFinite(value)) {
                inside[in++] = value;
            }
        }
        return in > 0 && out > 0 && median(inside, in) < median(outside, out);
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return values[count / 2];
    }
}
