package io.github.nucleoscope.images;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Measures the channels of an image once, for all of its planes. */
final class ImageSamples {

    private final ImagePlus image;
    private final Signal signal;
    private final Map<ChannelSelection, Samples> measured = new HashMap<>();

    /** @param signal what shows the nuclei */
    ImageSamples(ImagePlus image, Signal signal) {
        this.image = image;
        this.signal = signal;
    }

    /** Returns the image as the source of its plane at a slice and frame. */
    PlaneSource at(int z, int t) {
        return new PlaneSource() {
            @Override
            public List<RandomAccessibleInterval<? extends RealType<?>>> channels(ChannelSelection selection) {
                return Planes.channels(image, signal, selection, z, t);
            }

            @Override
            public PixelSize pixelSize() {
                return Planes.pixelSize(image);
            }

            @Override
            public Samples samples(ChannelSelection selection) {
                return of(selection);
            }

            @Override
            public WhiteLevel.Histogram colours() {
                WhiteLevel.Histogram histogram = new WhiteLevel.Histogram();
                histogram.add((int[]) image.getStack().getProcessor(image.getStackIndex(1, z, t)).getPixels());
                return histogram;
            }
        };
    }

    private synchronized Samples of(ChannelSelection selection) {
        return measured.computeIfAbsent(selection, this::measure);
    }

    private Samples measure(ChannelSelection selection) {
        Samples all = null;
        for (int t = 1; t <= image.getNFrames(); t++) {
            for (int z = 1; z <= image.getNSlices(); z++) {
                Samples here = Samples.of(Planes.channels(image, signal, selection, z, t));
                all = all == null ? here : all.and(here);
            }
        }
        return all;
    }
}
