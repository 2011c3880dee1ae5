package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/**
 * A channel of images, by its number or by its name. Where both would do, a number that the image has is the number:
 * channels called 405 and 488 can be named.
 *
 * @param text a number from 1, or a name as {@link ChannelNames} finds it; case does not matter
 */
public record Channel(String text) {

    /** The first. */
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

    /** The number from 1; empty for a name. */
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
     * The number of the channel in an image.
     *
     * @return from 1 to the image's number of channels
     * @throws InputException where the image does not have this channel, with the names of those it has; or
     *     where several have this name
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
