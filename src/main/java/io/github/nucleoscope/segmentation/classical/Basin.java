package io.github.nucleoscope.segmentation.classical;

/**
 * A region covered by flooding from bright to dark: around one maximum, or two regions that met. Pixels are added in
 * constant time.
 */
final class Basin {

    /** This basin, or the one that it became part of; see {@link #root}. */
    private Basin parent = this;

    /** The basin around one maximum that absorbed this one because it was a mere bump; otherwise null. */
    private Basin swallower;

    /** The two basins that met; null for a basin around one maximum. */
    final Basin left;
    final Basin right;

    /** Height where they met. */
    final float saddle;

    /** Height of the highest pixel. */
    final float peak;

    /** The basin of which this one is the left or right part; null if there is none. */
    private Basin meeting;

    /** Height of this basin's tree: greater than those of its parts. */
    private final int rank;

    /** Whether the flood has passed the outline: the basin no longer grows. */
    private boolean closed;

    /** Not an int: Java's conversions to double wait for each other. */
    private double area;
    private double sum;

    /** The pixels up to the outline that were flooded from here; for a merged basin, those of both parts. */
    final Ellipticity shape = new Ellipticity();

    /** Number of pixel sides between left and right. */
    private int contact;

    /** How well the nucleus or nuclei that this basin consists of look like ellipses: see {@link #weigh}. */
    private double quality;
    private boolean several;

    /** The number of the nucleus that it is or belongs to; 0 while not known. */
    int nucleus;

    /** Creates a basin around a maximum, still without pixels. */
    Basin(float peak) {
        this.left = null;
        this.right = null;
        this.saddle = 0;
        this.peak = peak;
        this.rank = 0;
    }

    /** Creates the basin of two that meet and become one. */
    Basin(Basin left, Basin right, float saddle) {
        this.left = left;
        this.right = right;
        this.saddle = saddle;
        this.peak = Math.max(left.peak, right.peak);
        this.rank = Math.max(left.rank, right.rank) + 1;
        left.meeting = this;
        right.meeting = this;
        take(left);
        take(right);
    }

    boolean hasOneMaximum() {
        return left == null;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** Returns the number of pixels up to the outline. */
    int area() {
        return (int) area;
    }

    /** Returns whether the mean height of these pixels, times a fraction, is above a height. */
    boolean isAbove(float height, double fraction) {
        return height * area < fraction * sum;
    }

    void add(float height) {
        area++;
        sum += height;
    }

    /** Returns whether it became part of another basin. */
    boolean isPart() {
        return parent != this;
    }

    /** Returns the largest basin that this one is part of so far. */
    Basin root() {
        Basin root = this;
        while (root.parent != root) {
            root.parent = root.parent.parent;
            root = root.parent;
        }
        return root;
    }

    /**
     * Absorbs a bump.
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
        area += other.area;
        sum += other.sum;
    }

    boolean isBump() {
        return swallower != null;
    }

    /** Returns this basin around one maximum, or the one that finally absorbed it. */
    Basin survivor() {
        Basin basin = this;
        while (basin.swallower != null) {
            basin = basin.swallower;
        }
        return basin;
    }

    /** Records pixel sides between two survivors, at the basin where they met, if they did. */
    static void touch(Basin one, Basin other, int sides) {
        Basin a = one;
        Basin b = other;
        while (a != b && a != null && b != null) {
            if (a.rank <= b.rank) {
                a = a.meeting;
            } else {
                b = b.meeting;
            }
        }
        if (a != null && a == b) {
            a.contact += sides;
        }
    }

    /**
     * Decides by {@link SplitRule} whether this basin is one nucleus or several, after its parts were decided.
     */
    void weigh() {
        if (hasOneMaximum()) {
            quality = shape.likeness();
            return;
        }
        shape.add(left.shape, 0);
        shape.add(right.shape, contact);
        double apart = (left.quality * left.shape.area() + right.quality * right.shape.area())
                / Math.max(1, shape.area());
        double together = shape.likeness();
        double lower = Math.min(left.peak, right.peak);
        several = SplitRule.score((lower - saddle) / lower, apart, together) > SplitRule.THRESHOLD;
        quality = several ? apart : together;
    }

    boolean isSeveral() {
        return several;
    }
}
