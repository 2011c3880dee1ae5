package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * The pixels around a nucleus, until all images have been read and it is known how crops are cut.
 *
 * @param channels copies of the pixels of each channel, axes X, Y
 * @param nucleus in the coordinates of the channels; empty for a ready-made crop
 * @param glass white level of the image, in transmitted light; empty if it is that of the whole set
 * @param samples what the values of the image tell about their scale
 * @param scale the image's pixel size divided by the model's
 * @param sourceKnown whether the image that the crop was cut from is known
 * @param origin where it was cut from
 */
record UncutCrop(List<RandomAccessibleInterval<? extends RealType<?>>> channels, Optional<Nucleus> nucleus,
        Optional<WhiteLevel> glass, Samples samples, double scale, boolean sourceKnown, Origin origin) {

    /**
     * Copies a part of some channels, with the type of their pixels.
     *
     * @param part may reach beyond the channels
     * @return images of the part that is inside the channels, at its place
     */
    static List<RandomAccessibleInterval<? extends RealType<?>>> copies(
            List<RandomAccessibleInterval<? extends RealType<?>>> channels, Interval part) {
        List<RandomAccessibleInterval<? extends RealType<?>>> copies = new ArrayList<>();
        for (RandomAccessibleInterval<? extends RealType<?>> channel : channels) {
            copies.add(copy(Views.interval(channel, Intervals.intersect(channel, part))));
        }
        return copies;
    }

    private static RandomAccessibleInterval<? extends RealType<?>> copy(
            RandomAccessibleInterval<? extends RealType<?>> pixels) {
        long[] dimensions = pixels.dimensionsAsLongArray();
        RealType<?> type = pixels.getType();
        Img<? extends RealType<?>> copy = type instanceof UnsignedByteType ? ArrayImgs.unsignedBytes(dimensions)
                : type instanceof UnsignedShortType ? ArrayImgs.unsignedShorts(dimensions)
                : type instanceof ShortType ? ArrayImgs.shorts(dimensions) : ArrayImgs.floats(dimensions);
        Cursor<? extends RealType<?>> from = Views.flatIterable(pixels).cursor();
        for (RealType<?> to : Views.flatIterable(copy)) {
            to.setReal(from.next().getRealDouble());
        }
        return Views.translate(copy, pixels.minAsLongArray());
    }
}
