package io.github.nucleoscope.network;

/**
 * The shape of one image or feature map, without the batch axis. Tensors are laid out [batch, height, width, channels].
 *
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 * @param channels channels, 1 or more
 */
public record TensorShape(int height, int width, int channels) {

    public TensorShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "shape " + height + "x" + width + "x" + channels + " has a side below 1");
        }
    }

    /** A square shape with one channel: what a crop of this size is. */
    public static TensorShape ofCrop(int size) {
        return new TensorShape(size, size, 1);
    }

    /** Number of values: height x width x channels. */
    public int values() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** For example {@code 64x64x1}: height, width, channels. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
