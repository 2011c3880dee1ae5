package io.github.nucleoscope.fiji.command;

import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelNames;
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.problem.InputException;

/** The parameter "crop_channels". */
final class CropChannelsParameter {

    static final String AUTO = "auto";

    /** The names of more channels would not fit into a line. */
    private static final int MOST_NAMED = 8;

    private CropChannelsParameter() {}

    /**
     * Returns the channels that are asked for.
     *
     * @param old whether the macro is of an older version, whose crops had the channel of the nuclei
     * @throws InputException if a channel of a list is missing or named twice
     */
    static ChannelRequest of(String text, boolean old) {
        return old && text.strip().equalsIgnoreCase(AUTO) ? new ChannelSelection.OfNuclei() : ChannelRequest.of(text);
    }

    /**
     * Returns a line for a dialog: the words for any image, and the channels of this one.
     *
     * @param image null if there is none
     */
    static String hint(ImagePlus image) {
        String words = "Crop channels: auto, nuclei, colour, all, or a list";
        if (image == null || image.getNChannels() < 2) {
            return words + " such as 1,3 or DAPI,pH3";
        }
        List<String> channels = ChannelNames.channels(image).stream().map(Channel::text).toList();
        return words + " of " + String.join(",", channels.subList(0, Math.min(MOST_NAMED, channels.size())))
                + (channels.size() > MOST_NAMED ? ",\u2026" : "");
    }
}
