package io.github.nucleoscope.images.pixels;

/** Which pixels of a mask are 4-connected to some of them. */
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
     * @param mask width pixels in each row
     * @param value of the pixels that count
     * @param seeds where to start; those of the other value do not count
     * @return which pixels of that value are 4-connected to a seed
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
