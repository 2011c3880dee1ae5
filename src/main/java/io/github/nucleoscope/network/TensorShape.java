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

    /** A square shape with one channel: what a crop of this size is. */
    public static TensorShape ofCrop(int size) {
        return new TensorShape(size, size, 1);
    }

    /**
     * Reads a shape such as {@code 64x64x1}: height, width, channels; one channel where the last is left out.
     *
     * @throws InputException where the text is none
     */
    public static TensorShape parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InputException("'" + text.strip()
                    + "' is no shape: write height x width x channels, such as 64x64x1");
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
     * @param batch how many of this shape
     * @throws InputException where they are too many for one array
     */
    public int values(int batch) {
        long all = (long) batch * values();
        if (all > Integer.MAX_VALUE) {
            throw new InputException("a mini-batch of " + batch + " crops of " + this
                    + " is too large: use smaller mini-batches or smaller crops");
        }
        return (int) all;
    }

    /** For example {@code 64x64x1}: height, width, channels. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
