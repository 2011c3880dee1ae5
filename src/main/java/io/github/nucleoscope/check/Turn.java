package io.github.nucleoscope.check;

/** The eight flips and quarter turns of a crop, the identity first (the dihedral group D4). */
final class Turn {

    static final int COUNT = 8;

    private Turn() {}

    /**
     * Returns where the pixel (x, y) of the turned crop comes from.
     *
     * @param turn 0 to 7; bit 2 swaps X and Y, then bit 0 flips left and right, then bit 1 top and bottom
     * @param width of the crop before the turn
     * @param height of the crop before the turn
     * @return index into its pixels in row-major order
     */
    static int source(int turn, int x, int y, int width, int height) {
        int sx = (turn & 4) != 0 ? y : x;
        int sy = (turn & 4) != 0 ? x : y;
        sx = (turn & 1) != 0 ? width - 1 - sx : sx;
        sy = (turn & 2) != 0 ? height - 1 - sy : sy;
        return sy * width + sx;
    }

    /** Returns the width of the turned crop. */
    static int width(int turn, int width, int height) {
        return (turn & 4) != 0 ? height : width;
    }
}
