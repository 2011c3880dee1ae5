package io.github.nucleoscope.segmentation.learned;

/**
 * How a plane is cut into windows of one size.
 *
 * @param columns of windows, along X
 * @param rows of windows, along Y
 */
record WindowGrid(Tiling columns, Tiling rows) {

    /**
     * The grid in which windows overlap least: a margin is computed twice.
     *
     * @param width of the plane, a multiple of the step
     * @param height of the plane, a multiple of the step
     * @param margin see {@link Tiling}
     * @param step see {@link Tiling}
     * @param mostPixels of a window, but for the smallest that there can be
     */
    static WindowGrid cheapest(int width, int height, int margin, int step, int mostPixels) {
        int smallest = 2 * margin + step;
        WindowGrid cheapest = new WindowGrid(Tiling.of(width, smallest, margin, step),
                Tiling.of(height, smallest, margin, step));
        boolean fits = cheapest.windowPixels() <= mostPixels;
        for (int across = width; across >= Math.min(width, smallest); across -= step) {
            int down = mostPixels / across / step * step;
            if (down < Math.min(height, smallest)) {
                continue;
            }
            WindowGrid grid = new WindowGrid(Tiling.of(width, across, margin, step),
                    Tiling.of(height, down, margin, step));
            if (!fits || grid.computed() < cheapest.computed()) {
                cheapest = grid;
                fits = true;
            }
        }
        return cheapest;
    }

    long windowPixels() {
        return (long) columns.window() * rows.window();
    }

    /** The pixels of all windows. */
    long computed() {
        return windowPixels() * columns.count() * rows.count();
    }
}
