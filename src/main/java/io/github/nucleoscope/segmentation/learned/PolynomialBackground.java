package io.github.nucleoscope.segmentation.learned;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * Haze as wide as the image: a polynomial of third order in x and y along the lower side of the intensities, fitted to
 * the darkest pixel of each block by asymmetric least squares (Eilers &amp; Boelens, "Baseline correction with
 * asymmetric least squares smoothing", 2005). A morphological opening cannot follow a slope up to the edge of the
 * image, nor a summit.
 */
final class PolynomialBackground {

    static final int ORDER = 3;

    /** Side of the blocks; a multiple of it in images with more than {@value #MOST_BLOCKS} blocks across or down. */
    private static final int BLOCK = 8;

    private static final int MOST_BLOCKS = 256;

    private static final int TERMS = (ORDER + 1) * (ORDER + 2) / 2;

    /** With fewer blocks across or down, the terms are underdetermined. */
    private static final int FEWEST_BLOCKS = ORDER + 2;

    /** Weight of a block above the polynomial, as it may contain a nucleus; one below has the rest of 1. */
    private static final double ABOVE = 0.01;

    private static final int MOST_ITERATIONS = 30;

    /** Keeps terms that the blocks do not determine at 0. */
    private static final double RIDGE = 1e-6;

    private final float[] pixels;
    private final int width;
    private final int height;
    private final int block;

    private PolynomialBackground(float[] pixels, int width, int height) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        block = BLOCK * parts(Math.max(width, height), BLOCK * MOST_BLOCKS);
    }

    /** Returns how many parts of some length cover a whole length. */
    private static int parts(int length, int part) {
        return (length + part - 1) / part;
    }

    /**
     * Subtracts the polynomial in place; does nothing if the image has fewer than {@value #FEWEST_BLOCKS} blocks across
     * or down.
     *
     * @param pixels row by row, finite
     */
    static void subtract(float[] pixels, int width, int height) {
        PolynomialBackground background = new PolynomialBackground(pixels, width, height);
        int columns = parts(width, background.block);
        int rows = parts(height, background.block);
        if (Math.min(columns, rows) >= FEWEST_BLOCKS) {
            background.subtract(background.fit(columns * rows));
        }
    }

    /** Returns the coefficients of the terms. */
    private double[] fit(int blocks) {
        double[][] terms = new double[blocks][];
        double[] darkest = new double[blocks];
        int i = 0;
        for (int top = 0; top < height; top += block) {
            for (int left = 0; left < width; left += block, i++) {
                int right = Math.min(width, left + block);
                int bottom = Math.min(height, top + block);
                terms[i] = terms((double) (left + right) / width - 1, (double) (top + bottom) / height - 1);
                darkest[i] = darkest(left, right, top, bottom);
            }
        }
        boolean[] above = new boolean[blocks];
        double[] coefficients = solve(terms, darkest, above);
        int iteration = 1;
        while (iteration++ < MOST_ITERATIONS && compare(terms, darkest, coefficients, above)) {
            coefficients = solve(terms, darkest, above);
        }
        return coefficients;
    }

    private double darkest(int left, int right, int top, int bottom) {
        float darkest = Float.POSITIVE_INFINITY;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                darkest = Math.min(darkest, pixels[y * width + x]);
            }
        }
        return darkest;
    }

    /** Solves the normal equations of weighted least squares. */
    private static double[] solve(double[][] terms, double[] values, boolean[] above) {
        double[][] products = new double[TERMS][TERMS];
        double[] sums = new double[TERMS];
        for (int i = 0; i < values.length; i++) {
            double weight = above[i] ? ABOVE : 1 - ABOVE;
            for (int a = 0; a < TERMS; a++) {
                sums[a] += weight * terms[i][a] * values[i];
                for (int b = 0; b < TERMS; b++) {
                    products[a][b] += weight * terms[i][a] * terms[i][b];
                }
            }
        }
        for (int a = 0; a < TERMS; a++) {
            products[a][a] += RIDGE * values.length;
        }
        return new QRDecomposition(new Array2DRowRealMatrix(products, false)).getSolver()
                .solve(new ArrayRealVector(sums, false)).toArray();
    }

    /** Marks the values above the polynomial; returns whether any mark changed. */
    private static boolean compare(double[][] terms, double[] values, double[] coefficients, boolean[] above) {
        boolean changed = false;
        for (int i = 0; i < values.length; i++) {
            double value = 0;
            for (int a = 0; a < TERMS; a++) {
                value += coefficients[a] * terms[i][a];
            }
            changed |= above[i] != values[i] > value;
            above[i] = values[i] > value;
        }
        return changed;
    }

    /** x^a y^b for all a and b with a sum of up to {@value #ORDER}, by a and then by b; x and y from -1 to 1. */
    private static double[] terms(double x, double y) {
        double[] terms = new double[TERMS];
        int term = 0;
        double xs = 1;
        for (int a = 0; a <= ORDER; a++, xs *= x) {
            double ys = 1;
            for (int b = 0; a + b <= ORDER; b++, ys *= y) {
                terms[term++] = xs * ys;
            }
        }
        return terms;
    }

    private void subtract(double[] coefficients) {
        double[] xs = new double[width];
        for (int column = 0; column < width; column++) {
            xs[column] = (2 * column + 1.0) / width - 1;
        }
        for (int row = 0; row < height; row++) {
            double y = (2 * row + 1.0) / height - 1;
            // A polynomial in x alone, by Horner's rule.
            double[] inRow = new double[ORDER + 1];
            int last = TERMS;
            for (int a = ORDER; a >= 0; a--) {
                for (int b = ORDER - a; b >= 0; b--) {
                    inRow[a] = inRow[a] * y + coefficients[--last];
                }
            }
            for (int column = 0; column < width; column++) {
                double x = xs[column];
                double value = inRow[ORDER];
                for (int a = ORDER - 1; a >= 0; a--) {
                    value = value * x + inRow[a];
                }
                pixels[row * width + column] -= (float) value;
            }
        }
    }
}
