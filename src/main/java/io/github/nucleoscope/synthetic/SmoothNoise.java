package io.github.nucleoscope.synthetic;

import java.util.Random;

/**
 * Smooth noise over the plane: uniform values between -1 and 1 at the corners of a square grid of spacing 1, with
 * smooth transitions between them (value noise). It repeats itself after {@value #PERIOD} squares.
 */
final class SmoothNoise {

    private static final int PERIOD = 256;

    private final double[] corners = new double[PERIOD * PERIOD];

    SmoothNoise(Random random) {
        for (int i = 0; i < corners.length; i++) {
            corners[i] = 2 * random.nextDouble() - 1;
        }
    }

    /** Returns the noise at a point, -1 to 1. */
    double at(double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        double u = step(x - left);
        double v = step(y - top);
        int column = (int) left;
        int row = (int) top;
        double above = corner(column, row) * (1 - u) + corner(column + 1, row) * u;
        double below = corner(column, row + 1) * (1 - u) + corner(column + 1, row + 1) * u;
        return above * (1 - v) + below * v;
    }

    private double corner(int column, int row) {
        return corners[(row & PERIOD - 1) * PERIOD + (column & PERIOD - 1)];
    }

    /** Returns a smooth step: 0 up to 0, 1 from 1 on, and level at both ends. */
    static double step(double t) {
        double s = Math.max(0, Math.min(1, t));
        return s * s * (3 - 2 * s);
    }
}
