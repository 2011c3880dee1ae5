package io.github.nucleoscope.images;

import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/**
 * What kind of images a classifier was trained on.
 *
 * @param colour whether they are RGB and have colours; RGB images with equal channels are grey
 * @param channels number of channels, 1 or more
 * @param names of the channels; empty if they have none
 */
public record ImageKind(boolean colour, int channels, List<String> names) {

    public ImageKind {
        names = List.copyOf(names);
    }

    /** Returns the kind of an image. */
    public static ImageKind of(ImagePlus image) {
        return new ImageKind(Colour.areIn(image), image.getNChannels(), ChannelNames.of(image));
    }

    /**
     * Fails unless an image is of this kind as far as a classifier sees it.
     *
     * @param selection the channels that the classifier's crops consist of
     * @param signal what shows the nuclei
     * @throws InputException that says what differs
     */
    public void require(ImagePlus image, ChannelSelection selection, Signal signal) {
        boolean coloured = Colour.areIn(image);
        if (selection instanceof ChannelSelection.Colours && !coloured) {
            throw new InputException("this image is grey, but the model was trained on colour images: give a colour"
                    + " image, or a model that was trained on grey images");
        }
        if (coloured && !colour && signal.colour() == Colour.LUMINANCE) {
            throw new InputException("this image is in colour, but the model was trained on grey images: give a grey"
                    + " image, or a model that was trained on colour images");
        }
        if (selection instanceof ChannelSelection.Listed listed) {
            boolean numbered = listed.channels().stream().anyMatch(channel -> channel.number().isPresent());
            if (numbered && image.getNChannels() != channels) {
                throw new InputException("this image has " + count(image.getNChannels()) + ", but the model was trained"
                        + " on images with " + channels + " and uses " + listed.label()
                        + ": give an image with the same channels");
            }
            selection.requireIn(image);
        }
    }

    private static String count(int channels) {
        return channels == 1 ? "1 channel" : channels + " channels";
    }
}
