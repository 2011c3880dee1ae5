package io.github.nucleoscope.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.problem.InputException;

/**
 * The shape of one image or feature map, without the batch axis. Tensors are laid out [batch, height, width, channels].
 *
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 * @param channels channels, 1 or more
 */
public record TensorShape(int height, int width, int channels) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:x(\\d{1,5}))?");

    public TensorShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new InputException(
                    "shape " + height + "x" + width + "x" + channels + " has a side below 1");
        }
    }

    /** Returns the shape of a square crop with one channel. */
    public static TensorShape ofCrop(int size) {
        return ofCrop(size, 1);
    }

    /** Returns the shape of a square crop. */
    public static TensorShape ofCrop(int size, int channels) {
        return new TensorShape(size, size, channels);
    }

    /**
     * Parses a shape such as {@code 64x64x1}: height, width, channels; one channel if the last number is omitted.
     *
     * @throws InputException if the text is not a shape
     */
    public static TensorShape parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InputException("'" + text.strip()
                    + "' is not a shape: write height x width x channels, such as 64x64x1");
        }
        String channels = matcher.group(3);
        return new TensorShape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                channels == null ? 1 : Integer.parseInt(channels));
    }

    /** Number of values: height x width x channels. */
    public int values() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /**
     * Number of values of a mini-batch.
     *
     * @param batch number of images of this shape
     * @throws InputException if there are too many values for one array
     */
    public int values(int batch) {
        long all = (long) batch * values();
        if (all > Integer.MAX_VALUE) {
            throw new InputException("a mini-batch of " + batch + " crops of " + this
                    + " is too large: use smaller mini-batches or smaller crops");
        }
        return (int) all;
    }

    /** Returns text such as {@code 64x64x1}: height, width, channels. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
