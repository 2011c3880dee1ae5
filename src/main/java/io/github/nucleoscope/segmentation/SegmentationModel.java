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
 * @param network of one channel, fully convolutional, whose {@link #MAPS} maps are: inside a nucleus, and how deep in
 *     it
 * @param diameter of the nuclei that it learned from and must be shown, in pixels: images are magnified or shrunk until
 *     the median diameter of their nuclei, see {@link Diameters}, is this
 * @param signal which values of images it learned from
 * @param card what a user should know: data and licence, what it is for and what not, in words
 * @param provenance how it was trained and what it was measured to be worth
 */
public record SegmentationModel(Network network, double diameter, Signal signal, String card,
        Provenance provenance) {

    /** Inside a nucleus, and depth: row by row, interleaved. */
    public static final int MAPS = 2;

    /** @throws InputException where the network is none for segmentation */
    public SegmentationModel {
        if (network.architecture().maps() != MAPS || network.input().channels() != 1) {
            throw new InputException("the network '" + network.architecture() + "' on " + network.input()
                    + " does not find nuclei: it must take one channel and end with 'map" + MAPS + "'");
        }
        if (!(diameter > 0) || Double.isInfinite(diameter)) {
            throw new InputException("the diameter of the nuclei is " + diameter + " and not above 0 pixels");
        }
    }

    /**
     * What to say, in one line, where the model is shown other values of images than it learned from. Nothing where it
     * learned from the first channel or the luminance: images of one channel, or grey ones, teach for all. A name and a
     * number may be the same channel, and an image that is given may have but one: that is left to the user.
     */
    public Optional<String> note(Signal used) {
        Channel channel = signal.channel();
        boolean otherChannel = !channel.equals(Channel.FIRST)
                && !channel.text().equalsIgnoreCase(used.channel().text());
        boolean otherColour = signal.colour() != Colour.LUMINANCE && signal.colour() != used.colour();
        return otherChannel || otherColour ? Optional.of("the network that finds the nuclei learned from "
                + words(signal) + " but is shown " + words(used) + ": choose what it learned from where the images have"
                + " it, and check the nuclei") : Optional.empty();
    }

    private static String words(Signal signal) {
        return "channel " + signal.channel().text() + ", " + signal.colour().label();
    }
}
