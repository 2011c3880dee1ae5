package io.github.nucleoscope.images;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/** The channels of an image that crops consist of, apart from which one shows the nuclei. */
public sealed interface ChannelSelection extends ChannelRequest {

    /** Number of channels of a crop, 1 or more. */
    int count();

    /**
     * Returns what each channel of a crop is in the image, in order.
     *
     * @param nuclei what shows the nuclei
     */
    List<Signal> signals(Signal nuclei);

    /** Returns text that {@link ChannelRequest#of} reads. */
    String label();

    /** @throws InputException if an image does not have these channels; the message says what it has */
    void requireIn(ImagePlus image);

    /** The channel, or the component or stain of a colour image, that shows the nuclei. */
    record OfNuclei() implements ChannelSelection {

        @Override
        public int count() {
            return 1;
        }

        @Override
        public List<Signal> signals(Signal nuclei) {
            return List.of(nuclei);
        }

        @Override
        public String label() {
            return "nuclei";
        }

        @Override
        public void requireIn(ImagePlus image) {
            // Every image has one; which one is the signal's affair.
        }
    }

    /** Red, green and blue of a colour image. */
    record Colours() implements ChannelSelection {

        @Override
        public int count() {
            return 3;
        }

        @Override
        public List<Signal> signals(Signal nuclei) {
            return List.of(new Signal(Channel.FIRST, Colour.RED), new Signal(Channel.FIRST, Colour.GREEN),
                    new Signal(Channel.FIRST, Colour.BLUE));
        }

        @Override
        public String label() {
            return "colour";
        }

        @Override
        public void requireIn(ImagePlus image) {
            if (!Colour.areIn(image)) {
                throw new InputException(image.getTitle() + " is grey, but the crops are to be in colour: give a colour"
                        + " image");
            }
        }
    }

    /**
     * Some channels of a stack, in this order.
     *
     * @param channels one or more, all different
     */
    record Listed(List<Channel> channels) implements ChannelSelection {

        public Listed {
            channels = List.copyOf(channels);
            HashSet<String> seen = new HashSet<>();
            for (Channel channel : channels) {
                if (!seen.add(channel.text().toLowerCase(Locale.ROOT))) {
                    throw new InputException("channel " + channel.text() + " is listed twice: list each channel once");
                }
            }
            if (channels.isEmpty()) {
                throw new InputException("no channel is listed: give one or more, by number or by name");
            }
        }

        @Override
        public int count() {
            return channels.size();
        }

        @Override
        public List<Signal> signals(Signal nuclei) {
            return channels.stream().map(channel -> new Signal(channel, Colour.LUMINANCE)).toList();
        }

        @Override
        public String label() {
            return channels.stream().map(Channel::text).collect(Collectors.joining(","));
        }

        @Override
        public void requireIn(ImagePlus image) {
            channels.forEach(channel -> channel.in(image));
        }
    }
}
