package io.github.nucleoscope.images.pixels;

/** Finds the pixels of a mask that are 4-connected to seeds. Takes time proportional to the pixels reached. */
public final class FloodFill {

    private final boolean[] mask;
    private final boolean value;
    private final boolean[] reached;
    private final int[] stack;
    private int depth;

    private FloodFill(boolean[] mask, boolean value) {
        this.mask = mask;
        this.value = value;
        this.reached = new boolean[mask.length];
        this.stack = new int[mask.length];
    }

    /**
     * Fills a mask, or its background, from seeds.
     *
     * @param mask row by row; not changed
     * @param width pixels in a row; the length of the mask is a multiple of it
     * @param value true to fill in the mask, false to fill in its background
     * @param seeds indices of the pixels to start from; those with the other value are ignored
     * @return a new array: which pixels of that value are 4-connected to a seed, seeds included
     */
    public static boolean[] from(boolean[] mask, int width, boolean value, int... seeds) {
        FloodFill fill = new FloodFill(mask, value);
        for (int seed : seeds) {
            fill.visit(seed);
        }
        fill.spread(width);
        return fill.reached;
    }

    private void spread(int width) {
        while (depth > 0) {
            int i = stack[--depth];
            int x = i % width;
            if (x > 0) {
                visit(i - 1);
            }
            if (x < width - 1) {
                visit(i + 1);
            }
            if (i >= width) {
                visit(i - width);
            }
            if (i + width < mask.length) {
                visit(i + width);
            }
        }
    }

    private void visit(int i) {
        if (mask[i] == value && !reached[i]) {
            reached[i] = true;
            stack[depth++] = i;
        }
    }
}
