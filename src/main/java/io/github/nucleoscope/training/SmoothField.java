package io.github.nucleoscope.training;

import java.util.SplittableRandom;

/** Random values that change little from pixel to pixel: those of a coarse grid, with linear passages between. */
final class SmoothField {

    /** Points of the grid along a side. */
    private static final int POINTS = 4;

    private final float[] grid = new float[POINTS * POINTS];
    private final float step;

    /**
     * @param side of the square that it covers, in pixels
     * @param most the values at the grid's points are uniform from 0 to this
     */
    SmoothField(SplittableRandom random, int side, double most) {
        step = (float) (POINTS - 1) / side;
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) (most * random.nextDouble());
        }
    }

    /** The value at a pixel of the square. */
    float at(int x, int y) {
        int column = (int) (x * step);
        int row = (int) (y * step);
        float right = x * step - column;
        float below = y * step - row;
        int i = row * POINTS + column;
        return (1 - below) * ((1 - right) * grid[i] + right * grid[i + 1])
                + below * ((1 - right) * grid[i + POINTS] + right * grid[i + POINTS + 1]);
    }
}
