package io.github.nucleoscope.nuclei;

/**
 * The flips and quarter turns of a square image: the 8 elements of the dihedral group D4. Number 0 changes nothing; bit
 * 0 of a number flips horizontally, then bit 1 flips vertically, then bit 2 swaps X and Y.
 */
public final class SquareSymmetry {

    /** Number of flips and quarter turns, including the identity. */
    public static final int COUNT = 8;

    private static final int FLIP_X = 1;
    private static final int FLIP_Y = 2;
    private static final int TRANSPOSE = 4;

    private SquareSymmetry() {}

    /**
     * Writes a flipped and turned image. The channels of a pixel stay together.
     *
     * @param source {@code size * size * channels} values; that of a pixel's channel has the index
     *     {@code (y * size + x) * channels + channel}
     * @param size width and height in pixels
     * @param channels number of channels, 1 or more
     * @param number number of the flip or turn, 0 to 7
     * @param destination receives the image in the same order; a different array from {@code source}
     * @param offset index of the image's first value in the destination
     * @throws IllegalArgumentException if the number is not 0 to 7, or the source has another number of values
     */
    public static void write(float[] source, int size, int channels, int number, float[] destination, int offset) {
        if (source.length != size * size * channels) {
            throw new IllegalArgumentException("an image of " + size + "x" + size + "x" + channels + " has "
                    + size * size * channels + " values, not " + source.length);
        }
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("flip or turn " + number + " is not 0 to " + (COUNT - 1));
        }
        // Where the first pixel comes from, and how far the source moves with each step in the flipped X and Y.
        boolean flipX = flipsX(number);
        boolean flipY = flipsY(number);
        int start = (flipX ? size - 1 : 0) + (flipY ? size * (size - 1) : 0);
        int alongX = flipX ? -1 : 1;
        int alongY = flipY ? -size : size;
        boolean transpose = transposes(number);
        int columnStep = transpose ? alongY : alongX;
        int rowStep = transpose ? alongX : alongY;
        int to = offset;
        for (int y = 0; y < size; y++) {
            int from = start + y * rowStep;
            if (columnStep == 1) {
                System.arraycopy(source, from * channels, destination, to, size * channels);
                to += size * channels;
            } else {
                for (int x = 0; x < size; x++) {
                    for (int c = 0; c < channels; c++) {
                        destination[to++] = source[from * channels + c];
                    }
                    from += columnStep;
                }
            }
        }
    }

    /** Returns whether a flip or turn begins with a horizontal flip. */
    public static boolean flipsX(int number) {
        return (number & FLIP_X) != 0;
    }

    /** Returns whether a flip or turn flips vertically, after the horizontal flip if there is one. */
    public static boolean flipsY(int number) {
        return (number & FLIP_Y) != 0;
    }

    /** Returns whether a flip or turn swaps X and Y at its end. */
    public static boolean transposes(int number) {
        return (number & TRANSPOSE) != 0;
    }
}
