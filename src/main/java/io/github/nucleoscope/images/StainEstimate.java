package io.github.nucleoscope.images;

import java.util.Arrays;
import java.util.List;

/**
 * Estimates two stains from an image: Macenko et al., "A method for normalizing histology slides for quantitative
 * analysis", ISBI 2009, 1107-1110. Optical densities of two stains lie in a plane through 0; the two stains are the
 * extreme directions in it, except for one pixel in a hundred on either side.
 */
final class StainEstimate {

    /** Pixels with a lower optical density, summed over the three colours, are clear (Macenko's beta). */
    private static final double STAINED = 0.15;

    /** Fraction of the pixels beyond the extreme directions (Macenko's alpha). */
    private static final double EXTREME = 0.01;

    private static final int FEWEST = 100;
    private static final int MOST_SAMPLES = 200_000;
    private static final int ITERATIONS = 200;

    private StainEstimate() {}

    /**
     * @param rgb pixels
     * @param densities optical density of each value of red, green and blue
     * @return two directions, the one with the larger share of red first; empty if almost nothing is stained, or all of
     *     it in one colour
     */
    static List<double[]> of(int[] rgb, float[][] densities) {
        int step = Math.max(1, rgb.length / MOST_SAMPLES);
        double[][] samples = new double[(rgb.length + step - 1) / step][];
        int count = 0;
        for (int i = 0; i < rgb.length; i += step) {
            double[] od = {densities[0][rgb[i] >> 16 & 0xff], densities[1][rgb[i] >> 8 & 0xff],
                densities[2][rgb[i] & 0xff]};
            if (dot(od, od) > STAINED * STAINED) {
                samples[count++] = od;
            }
        }
        if (count < FEWEST) {
            return List.of();
        }
        double[][] moments = moments(samples, count);
        double[] first = largestAxis(moments);
        double strength = strength(moments, first);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                moments[i][j] -= strength * first[i] * first[j];
            }
        }
        double[] second = largestAxis(moments);
        double[] angles = new double[count];
        for (int i = 0; i < count; i++) {
            angles[i] = Math.atan2(dot(samples[i], second), dot(samples[i], first));
        }
        Arrays.sort(angles);
        double low = angles[(int) (EXTREME * (count - 1))];
        double high = angles[(int) ((1 - EXTREME) * (count - 1))];
        if (high - low < 1e-3) {
            return List.of();
        }
        double[] one = direction(first, second, low);
        double[] other = direction(first, second, high);
        return one[0] > other[0] ? List.of(one, other) : List.of(other, one);
    }

    /** About 0 instead of the mean: without stain there is no density, so the plane of the stains contains 0. */
    private static double[][] moments(double[][] samples, int count) {
        double[][] moments = new double[3][3];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    moments[i][j] += samples[k][i] * samples[k][j] / count;
                }
            }
        }
        return moments;
    }

    /** By power iteration; the result points into the half-space that densities are in. */
    private static double[] largestAxis(double[][] matrix) {
        // Not along any axis of symmetry, so that it is not perpendicular to the axis sought.
        double[] axis = {0.62, 0.57, 0.54};
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = times(matrix, axis);
            if (!(dot(next, next) > 0)) {
                return axis;
            }
            axis = ColourDeconvolution.unit(next);
        }
        return axis[0] + axis[1] + axis[2] < 0 ? new double[] {-axis[0], -axis[1], -axis[2]} : axis;
    }

    private static double strength(double[][] matrix, double[] axis) {
        return dot(times(matrix, axis), axis);
    }

    private static double[] times(double[][] matrix, double[] a) {
        return new double[] {dot(matrix[0], a), dot(matrix[1], a), dot(matrix[2], a)};
    }

    private static double[] direction(double[] first, double[] second, double angle) {
        double[] direction = new double[3];
        for (int c = 0; c < 3; c++) {
            direction[c] = Math.max(0, Math.cos(angle) * first[c] + Math.sin(angle) * second[c]);
        }
        return ColourDeconvolution.unit(direction);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
