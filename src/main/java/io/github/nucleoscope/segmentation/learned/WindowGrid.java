package io.github.nucleoscope.segmentation.learned;

/**
 * Division of a plane into windows of equal size.
 *
 * @param columns tiling along X
 * @param rows tiling along Y
 */
record WindowGrid(Tiling columns, Tiling rows) {

    /**
     * Returns the grid in which windows overlap least, as margins are computed twice.
     *
     * @param width width of the plane, a multiple of the step
     * @param height height of the plane, a multiple of the step
     * @param margin see {@link Tiling}
     * @param step see {@link Tiling}
     * @param mostPixels largest number of pixels of a window, except for the smallest window possible
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

    /** Returns the number of pixels of all windows. */
    long computed() {
        return windowPixels() * columns.count() * rows.count();
    }
}
