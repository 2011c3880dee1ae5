package io.github.nucleoscope.images;

/**
 * Which values of an image show the nuclei.
 *
 * @param channel which channel
 * @param colour what of its pixels, where they are colours
 */
public record Signal(Channel channel, Colour colour) {

    /** The first channel; of colours, the luminance. */
    public static final Signal FIRST = new Signal(Channel.FIRST, Colour.LUMINANCE);

    /** The same of another channel. */
    public Signal withChannel(Channel other) {
        return new Signal(other, colour);
    }
}
