package io.github.nucleoscope.segmentation;

import java.util.Optional;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.problem.InputException;

/**
 * A network that finds nuclei, and where it comes from.
 *
 * @param network fully convolutional network with one input channel, whose {@link #MAPS} output maps are: whether a
 *     pixel is inside a nucleus, and how deep
 * @param diameter diameter in pixels of the nuclei that it was trained on: images are resampled so that the median
 *     diameter of their nuclei, see {@link Diameters}, has this value
 * @param signal values of the images that it was trained on
 * @param card what users should know: data and licence, intended use and its limits, in words
 * @param provenance how it was trained and how accurate it was found to be
 */
public record SegmentationModel(Network network, double diameter, Signal signal, String card,
        Provenance provenance) {

    /** Number of maps: inside a nucleus, and depth. Row by row, interleaved. */
    public static final int MAPS = 2;

    /** @throws InputException if the network is not a segmentation network */
    public SegmentationModel {
        if (network.architecture().maps() != MAPS || network.input().channels() != 1) {
            throw new InputException("the network '" + network.architecture() + "' on " + network.input()
                    + " does not find nuclei: it must take one channel and end with 'map" + MAPS + "'");
        }
        if (!(diameter > 0) || Double.isInfinite(diameter)) {
            throw new InputException("the diameter of the nuclei is " + diameter + " pixels, but must be above 0");
        }
    }

    /**
     * Returns a note, in one line, if the model is applied to other values of images than it was trained on. Empty if
     * it was trained on the first channel or the luminance, as images of one channel, or grey ones, are valid for any.
     * A name and a number may denote the same channel, and an image may have only one: this is left to the user.
     */
    public Optional<String> note(Signal used) {
        Channel channel = signal.channel();
        boolean otherChannel = !channel.equals(Channel.FIRST)
                && !channel.text().equalsIgnoreCase(used.channel().text());
        boolean otherColour = signal.colour() != Colour.LUMINANCE && signal.colour() != used.colour();
        return otherChannel || otherColour ? Optional.of("the network that finds the nuclei was trained on "
                + words(signal) + ", but is applied to " + words(used) + ": choose what it was trained on if the"
                + " images have it, and check the nuclei") : Optional.empty();
    }

    private static String words(Signal signal) {
        return "channel " + signal.channel().text() + ", " + signal.colour().label();
    }
}
