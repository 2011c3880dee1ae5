package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.DisjointSets;
import io.github.nucleoscope.images.pixels.LabelRuns;

/**
 * Shape of a label, computed from its runs. Not thread-safe: arrays are reused for the next label.
 */
final class Silhouette {

    private int minX;
    private int maxX;
    private int minY;
    private int maxY;
    private boolean solid;
    private Ellipticity shape;

    /** For each run, from the last one up, its row and the columns of its first pixel and after its last. */
    private int[] rows = new int[64];
    private int[] lefts = new int[64];
    private int[] rights = new int[64];
    private int count;

    /** Rows and columns of the corners of one side of the convex hull. */
    private int[] cornerRows = new int[64];
    private int[] cornerColumns = new int[64];

    /**
     * Reads a label; the previous one is discarded.
     *
     * @param label a label that has runs
     */
    void read(LabelRuns runs, int label, int width) {
        int run = runs.last(label);
        minX = Integer.MAX_VALUE;
        maxX = 0;
        maxY = runs.from(run) / width;
        minY = maxY + 1;
        solid = true;
        shape = new Ellipticity();
        count = 0;
        for (; run >= 0; run = runs.before(run)) {
            int start = (minY - 1) * width;
            if (runs.from(run) < start || runs.from(run) >= start + width) {
                // Not in the row above the run below it.
                solid = false;
                start = runs.from(run) / width * width;
            }
            minY = start / width;
            add(runs.from(run) - start, runs.to(run) - start);
        }
        shape.addSides(rights[count - 1] - lefts[count - 1]);
    }

    private void add(int left, int right) {
        if (count == lefts.length) {
            rows = Arrays.copyOf(rows, 2 * count);
            lefts = Arrays.copyOf(lefts, 2 * count);
            rights = Arrays.copyOf(rights, 2 * count);
            cornerRows = new int[2 * count];
            cornerColumns = new int[2 * count];
        }
        if (count == 0) {
            shape.addSides(2 + right - left);
        } else {
            int below = count - 1;
            solid &= left < rights[below] && right > lefts[below];
            shape.addSides(2 + Math.abs(left - lefts[below]) + Math.abs(right - rights[below]));
        }
        shape.addRun(left, right, minY);
        minX = Math.min(minX, left);
        maxX = Math.max(maxX, right - 1);
        rows[count] = minY;
        lefts[count] = left;
        rights[count++] = right;
    }

    /** Returns the first column. */
    int minX() {
        return minX;
    }

    /** Returns the last column. */
    int maxX() {
        return maxX;
    }

    /** Returns the first row. */
    int minY() {
        return minY;
    }

    /** Returns the last row. */
    int maxY() {
        return maxY;
    }

    /** Returns whether each row has one run that touches the one above: one piece without holes. Others may be, too. */
    boolean isSolid() {
        return solid;
    }

    /** Returns whether it is one 4-connected piece without holes (background not 4-connected to the outside). */
    boolean isOnePiece() {
        DisjointSets pieces = new DisjointSets();
        int joined = 1;
        int contacts = 0;
        int below = 0;
        for (int k = 0; k < count; k++) {
            int run = pieces.add();
            while (rows[below] > rows[k] + 1) {
                below++;
            }
            for (int n = below; n < k && rows[n] > rows[k]; n++) {
                if (lefts[n] < rights[k] && rights[n] > lefts[k] && pieces.find(n + 1) != pieces.find(run)) {
                    pieces.join(n + 1, run);
                    joined++;
                }
                // Corners count: they close holes.
                contacts += lefts[n] <= rights[k] && rights[n] >= lefts[k] ? 1 : 0;
            }
        }
        // The runs of a piece without holes form a tree (Euler's formula).
        return joined == count && contacts == count - 1;
    }

    /** Returns the likeness of a solid label to an ellipse, see {@link Ellipticity}. */
    double likeness() {
        return shape.likeness();
    }

    /** Returns the radius of the disc of equal area, in pixels. */
    double radius() {
        return Math.sqrt(shape.area() / Math.PI);
    }

    /**
     * Returns how far, at most, the outline of a solid label lies inside its convex hull, in pixels: less than 1 if no
     * pixel of the background is in the convex hull of the pixels' centres.
     */
    double dent() {
        return Math.max(dent(lefts, 1), dent(rights, -1));
    }

    /** @param sign 1 for the left side, -1 for the right one */
    private double dent(int[] columns, int sign) {
        int corners = 0;
        for (int k = 0; k < count; k++) {
            int column = sign * columns[k];
            while (corners > 1 && turn(corners - 1, k, column) >= 0) {
                corners--;
            }
            cornerRows[corners] = k;
            cornerColumns[corners++] = column;
        }
        double deepest = 0;
        for (int corner = 1; corner < corners; corner++) {
            long deep = 0;
            for (int k = cornerRows[corner - 1] + 1; k < cornerRows[corner]; k++) {
                deep = Math.max(deep, -turn(corner, k, sign * columns[k]));
            }
            double rows = cornerRows[corner] - cornerRows[corner - 1];
            double across = cornerColumns[corner] - cornerColumns[corner - 1];
            deepest = Math.max(deepest, deep / Math.sqrt(rows * rows + across * across));
        }
        return deepest;
    }

    /**
     * Cross product that tells whether the path from a corner's predecessor over the corner to a pixel turns outwards
     * (below 0) or inwards.
     */
    private long turn(int corner, int row, int column) {
        long rows = cornerRows[corner] - cornerRows[corner - 1];
        long columns = cornerColumns[corner] - cornerColumns[corner - 1];
        return columns * (row - cornerRows[corner - 1]) - rows * (column - cornerColumns[corner - 1]);
    }
}
