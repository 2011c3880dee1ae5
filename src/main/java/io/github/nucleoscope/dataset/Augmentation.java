package io.github.nucleoscope.dataset;

/**
 * Flips and quarter turns of square crops: a nucleus has no top. These are the 8 elements of the dihedral group D4;
 * pixels are moved, never interpolated.
 *
 * @param seed what the transforms are drawn by
 */
public record Augmentation(long seed) {

    /** Number of transforms. 0 leaves the crop as it is. */
    public static final int TRANSFORMS = 8;

    private static final int FLIP_X = 1;
    private static final int FLIP_Y = 2;
    private static final int TRANSPOSE = 4;

    /**
     * The transform of one crop of an epoch, each equally likely. It depends on its arguments and the seed alone, so
     * that mini-batches can be made in any order, and by several threads.
     *
     * @param epoch number of the epoch
     * @param index place of the crop in the epoch, over all mini-batches
     * @return 0 to 7
     */
    public int transform(int epoch, int index) {
        return (int) (SeedMix.mix(seed, epoch, index) >>> 61);
    }

    /**
     * Writes a transformed crop.
     *
     * @param source pixels row by row, {@code size * size} of them
     * @param size width and height in pixels
     * @param transform 0 to 7; bit 0 flips left and right, then bit 1 top and bottom, then bit 2 swaps X and Y
     * @param destination another array than {@code source}
     * @param offset where in it the crop starts, row by row
     */
    public static void write(float[] source, int size, int transform, float[] destination, int offset) {
        if (source.length != size * size) {
            throw new IllegalArgumentException("a crop of " + size + "x" + size + " pixels has " + size * size
                    + " values, not " + source.length);
        }
        if (transform < 0 || transform >= TRANSFORMS) {
            throw new IllegalArgumentException("transform " + transform + " is not 0 to " + (TRANSFORMS - 1));
        }
        // Where the first pixel comes from, and how far the source moves with each step in the flipped X and Y.
        boolean flipX = (transform & FLIP_X) != 0;
        boolean flipY = (transform & FLIP_Y) != 0;
        int start = (flipX ? size - 1 : 0) + (flipY ? size * (size - 1) : 0);
        int alongX = flipX ? -1 : 1;
        int alongY = flipY ? -size : size;
        boolean transpose = (transform & TRANSPOSE) != 0;
        int columnStep = transpose ? alongY : alongX;
        int rowStep = transpose ? alongX : alongY;
        int to = offset;
        for (int y = 0; y < size; y++) {
            int from = start + y * rowStep;
            if (columnStep == 1) {
                System.arraycopy(source, from, destination, to, size);
                to += size;
            } else {
                for (int x = 0; x < size; x++) {
                    destination[to++] = source[from];
                    from += columnStep;
                }
            }
        }
    }
}
