package io.github.nucleoscope.nuclei;

/**
 * A region that a flood from bright to dark has covered: around one maximum, or two regions that met. It keeps the sums
 * that its mean and its shape come from, so that each pixel is added in constant time.
 */
final class Basin {

    /** The same basin, or the one that it became part of; see {@link #root}. */
    private Basin parent = this;

    /** The basin that swallowed this one because it was a mere bump; else null. */
    Basin swallower;

    /** The two basins that met; null for a basin around one maximum. */
    final Basin left;
    final Basin right;

    /** Height where they met. */
    final float saddle;

    /** Height of the highest pixel. */
    final float peak;

    /** Whether the flood has passed the outline: the basin grows no more. */
    boolean closed;

    /** The number of the nucleus that it belongs to; 0 while that is not known. */
    int nucleus;

    /** Of the pixels up to the outline. */
    final Shape shape = new Shape();

    private double sum;

    /** A basin around a maximum, without a pixel as yet. */
    Basin(float peak) {
        this.left = null;
        this.right = null;
        this.saddle = 0;
        this.peak = peak;
    }

    /** Two basins that meet: they become one. */
    Basin(Basin left, Basin right, float saddle) {
        this.left = left;
        this.right = right;
        this.saddle = saddle;
        this.peak = Math.max(left.peak, right.peak);
        take(left);
        take(right);
    }

    boolean hasOneMaximum() {
        return left == null;
    }

    /** The largest basin that this one is part of by now. */
    Basin root() {
        Basin root = this;
        while (root.parent != root) {
            root.parent = root.parent.parent;
            root = root.parent;
        }
        return root;
    }

    double mean() {
        return sum / shape.area();
    }

    /** @param neighbours how many of the pixel's four neighbours are in this basin */
    void add(int x, int y, float height, int neighbours) {
        shape.add(x, y, 4 - 2 * neighbours);
        sum += height;
    }

    /**
     * Swallows a bump.
     *
     * @param at the basin around one maximum that the bump touches
     */
    void swallow(Basin bump, Basin at) {
        bump.swallower = at;
        if (closed) {
            bump.parent = this;
        } else {
            take(bump);
        }
    }

    private void take(Basin other) {
        other.parent = this;
        shape.add(other.shape);
        sum += other.sum;
    }
}
