package io.github.nucleoscope.images;

import java.util.Arrays;
import java.util.Locale;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/** Which channels of images crops are asked to consist of; the first image makes it a {@link ChannelSelection}. */
public sealed interface ChannelRequest permits ChannelSelection, ChannelRequest.Automatic, ChannelRequest.All {

    /** All colours of colour images; of other images, the channel that shows the nuclei. */
    record Automatic() implements ChannelRequest {}

    /** All channels of each image; all colours of colour images. */
    record All() implements ChannelRequest {}

    /**
     * Reads {@code auto}, {@code nuclei}, {@code colour} (or {@code color}), {@code all}, or a list of channel numbers
     * and names separated by commas; case is ignored.
     *
     * @throws InputException if a channel of the list is missing or named twice
     */
    static ChannelRequest of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "auto" -> new Automatic();
            case "all" -> new All();
            case "nuclei" -> new ChannelSelection.OfNuclei();
            case "colour", "color" -> new ChannelSelection.Colours();
            default -> new ChannelSelection.Listed(Arrays.stream(text.split(",", -1)).map(Channel::new).toList());
        };
    }

    /**
     * Returns the channels of an image that are meant.
     *
     * @throws InputException if the image does not have them
     */
    default ChannelSelection in(ImagePlus image) {
        if (this instanceof ChannelSelection selection) {
            selection.requireIn(image);
            return selection;
        }
        if (Colour.areIn(image)) {
            return new ChannelSelection.Colours();
        }
        if (this instanceof Automatic || image.getNChannels() == 1) {
            return new ChannelSelection.OfNuclei();
        }
        return new ChannelSelection.Listed(ChannelNames.channels(image));
    }
}
