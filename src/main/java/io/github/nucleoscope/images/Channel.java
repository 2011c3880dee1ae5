package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/**
 * A channel of an image, given by its number or by its name. Text that is both is taken as the number, provided that
 * the image has that many channels: channels named 405 and 488 can therefore be given by name.
 *
 * @param text a number, counted from 1, or a name in {@link ChannelNames}; case is ignored
 */
public record Channel(String text) {

    /** The first channel. */
    public static final Channel FIRST = of(1);

    public Channel {
        text = text.strip();
        if (text.isEmpty()) {
            throw new InputException("the channel is missing: give its number, from 1, or its name");
        }
        OptionalInt number = number(text);
        if (number.isPresent() && number.getAsInt() < 1) {
            throw new InputException("channel " + text + " is not 1 or more");
        }
    }

    /** @param number from 1 */
    public static Channel of(int number) {
        return new Channel(Integer.toString(number));
    }

    /** Returns the channel number, counted from 1; empty if the channel is given by its name. */
    public OptionalInt number() {
        return number(text);
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Returns the number of this channel in an image.
     *
     * @return channel number, from 1 to the image's number of channels
     * @throws InputException if the image does not have this channel (the message lists those it has), or if
     *     several of its channels have this name
     */
    public int in(ImagePlus image) {
        int count = image.getNChannels();
        if (number().isPresent() && number().getAsInt() <= count) {
            return number().getAsInt();
        }
        List<String> names = ChannelNames.of(image);
        List<Integer> called = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(text)) {
                called.add(i + 1);
            }
        }
        if (called.size() == 1) {
            return called.get(0);
        }
        String problem = called.isEmpty()
                ? "there is no channel " + (number().isPresent() ? text : "'" + text + "'") + " in " + image.getTitle()
                : "the channels " + called + " of " + image.getTitle() + " are all called '" + text + "'";
        throw new InputException(problem + ": it has " + count + ", counted from 1"
                + (names.isEmpty() ? number().isPresent() ? "" : ", without names" : ": " + String.join(", ", names)));
    }
}
