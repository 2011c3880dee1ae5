package io.github.nucleoscope.images;

/**
 * The values of an image that show the nuclei.
 *
 * @param channel the channel
 * @param colour component of its pixels, if they are colours
 */
public record Signal(Channel channel, Colour colour) {

    /** The first channel; its luminance if it is a colour image. */
    public static final Signal FIRST = new Signal(Channel.FIRST, Colour.LUMINANCE);

    /** Returns the signal with another channel and the same colour. */
    public Signal withChannel(Channel other) {
        return new Signal(other, colour);
    }
}
