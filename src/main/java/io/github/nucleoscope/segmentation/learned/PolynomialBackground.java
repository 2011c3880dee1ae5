package io.github.nucleoscope.segmentation.learned;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;
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

    private final int width;
    private final int height;
    private final double[] coefficients;

    private PolynomialBackground(int width, int height, double[] coefficients) {
        this.width = width;
        this.height = height;
        this.coefficients = coefficients;
    }

    /**
     * The darkest pixel of each block of an image, which may be added part by part.
     *
     * @param width width of the image in pixels
     * @param height height of the image in pixels
     * @param side side of a block in pixels
     * @param darkest row by row of blocks; not finite where no pixel was added
     */
    record Blocks(int width, int height, int side, float[] darkest) {

        static Blocks of(int width, int height) {
            int side = BLOCK * parts(Math.max(width, height), BLOCK * MOST_BLOCKS);
            float[] darkest = new float[parts(width, side) * parts(height, side)];
            Arrays.fill(darkest, Float.POSITIVE_INFINITY);
            return new Blocks(width, height, side, darkest);
        }

        /** Adds the finite pixels of a part of the image, row by row. No other thread may add to its blocks. */
        void add(float[] pixels, Area part) {
            int columns = parts(width, side);
            int i = 0;
            for (int y = part.top(); y < part.bottom(); y++) {
                for (int x = part.left(); x < part.right();) {
                    int block = y / side * columns + x / side;
                    float least = darkest[block];
                    for (int end = Math.min(part.right(), (x / side + 1) * side); x < end; x++, i++) {
                        least = Math.min(least, pixels[i]);
                    }
                    darkest[block] = least;
                }
            }
        }

        /** Returns the background; empty with fewer than {@value #FEWEST_BLOCKS} blocks across or down. */
        Optional<PolynomialBackground> fit() {
            int columns = parts(width, side);
            int rows = parts(height, side);
            if (Math.min(columns, rows) < FEWEST_BLOCKS) {
                return Optional.empty();
            }
            double[][] terms = new double[darkest.length][];
            for (int i = 0; i < terms.length; i++) {
                int left = i % columns * side;
                int top = i / columns * side;
                terms[i] = terms((double) (left + Math.min(width, left + side)) / width - 1,
                        (double) (top + Math.min(height, top + side)) / height - 1);
            }
            return Optional.of(new PolynomialBackground(width, height, PolynomialBackground.fit(terms, darkest)));
        }
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
        Area all = Area.of(width, height);
        Blocks blocks = Blocks.of(width, height);
        blocks.add(pixels, all);
        blocks.fit().ifPresent(background -> background.subtract(pixels, all));
    }

    /** Returns the coefficients of the terms. */
    private static double[] fit(double[][] terms, float[] darkest) {
        boolean[] above = new boolean[darkest.length];
        double[] coefficients = solve(terms, darkest, above);
        int iteration = 1;
        while (iteration++ < MOST_ITERATIONS && compare(terms, darkest, coefficients, above)) {
            coefficients = solve(terms, darkest, above);
        }
        return coefficients;
    }

    /** Solves the normal equations of weighted least squares. */
    private static double[] solve(double[][] terms, float[] values, boolean[] above) {
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
    private static boolean compare(double[][] terms, float[] values, double[] coefficients, boolean[] above) {
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

    /**
     * Subtracts the polynomial from a part of the image, in place.
     *
     * @param pixels pixels of the part, row by row
     */
    void subtract(float[] pixels, Area part) {
        double[] xs = new double[part.width()];
        for (int column = 0; column < xs.length; column++) {
            xs[column] = (2 * (part.left() + column) + 1.0) / width - 1;
        }
        IntStream.range(part.top(), part.bottom()).parallel()
                .forEach(row -> subtract(pixels, (row - part.top()) * xs.length, xs, (2 * row + 1.0) / height - 1));
    }

    /** Subtracts the polynomial from a row that starts at an index. */
    private void subtract(float[] pixels, int start, double[] xs, double y) {
        // A polynomial in x alone, by Horner's rule.
        double[] inRow = new double[ORDER + 1];
        int last = TERMS;
        for (int a = ORDER; a >= 0; a--) {
            for (int b = ORDER - a; b >= 0; b--) {
                inRow[a] = inRow[a] * y + coefficients[--last];
            }
        }
        for (int column = 0; column < xs.length; column++) {
            double value = inRow[ORDER];
            for (int a = ORDER - 1; a >= 0; a--) {
                value = value * xs[column] + inRow[a];
            }
            pixels[start + column] -= (float) value;
        }
    }
}
