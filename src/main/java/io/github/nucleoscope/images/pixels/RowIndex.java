package io.github.nucleoscope.images.pixels;

/**
 * Computes the row of a pixel from its index by multiplication, which is faster than division (Granlund and
 * Montgomery, "Division by Invariant Integers using Multiplication", 1994).
 */
public final class RowIndex {

    private final long perWidth;
    private final int shift;

    /** For images of this width and height in pixels, fewer than 2^31 together. */
    RowIndex(int width, int height) {
        // With height < 2^bits, index * perWidth <= height 2^shift + index < 2^63. Rounding up perWidth adds at most
        // index / 2^shift to the quotient, which does not reach the next 1 / width: index width 2^bits <
        // 2 (width height)^2 < 2^63.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(height);
        shift = Long.SIZE - 1 - bits;
        perWidth = (1L << shift) / width + 1;
    }

    /** Returns the row of a pixel, given its index in row order: index / width. */
    public int of(int index) {
        return (int) (index * perWidth >>> shift);
    }
}
