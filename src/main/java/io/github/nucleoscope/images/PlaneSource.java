package io.github.nucleoscope.images;

import java.util.List;

import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** The image that a plane belongs to: its channels at the plane's slice and frame, and the scale of its intensities. */
public interface PlaneSource {

    /**
     * Returns channels at the plane's slice and frame, axes X, Y, minimum (0, 0). Pixels are not copied.
     *
     * @throws InputException if the image does not have these channels
     */
    List<RandomAccessibleInterval<? extends RealType<?>>> channels(ChannelSelection selection);

    /** Returns the size of the image's pixels. */
    PixelSize pixelSize();

    /** Measures these channels in all slices and frames of the image; the result is kept. */
    Samples samples(ChannelSelection selection);

    /** Measures the colours of the plane, which must be RGB. */
    WhiteLevel.Histogram colours();

    /** Returns the source of a plane of an image that has only this plane, and no pixel size. */
    static PlaneSource ofSingle(RandomAccessibleInterval<? extends RealType<?>> pixels) {
        return new PlaneSource() {
            @Override
            public List<RandomAccessibleInterval<? extends RealType<?>>> channels(ChannelSelection selection) {
                if (selection instanceof ChannelSelection.OfNuclei) {
                    return List.of(pixels);
                }
                throw new InputException("there is only one channel, but the crops are to have the channels "
                        + selection.label() + ": give the whole image");
            }

            @Override
            public PixelSize pixelSize() {
                return PixelSize.UNCALIBRATED;
            }

            @Override
            public Samples samples(ChannelSelection selection) {
                return Samples.of(channels(selection));
            }

            @Override
            public WhiteLevel.Histogram colours() {
                throw new InputException("there is only one channel, and no colour: give the colour image");
            }
        };
    }
}
