package io.github.nucleoscope.nuclei;

/**
 * The row of a pixel from its index, by a multiplication, in less time than a division takes (Granlund and Montgomery,
 * "Division by Invariant Integers using Multiplication", 1994).
 */
final class RowIndex {

    private final long perWidth;
    private final int shift;

    /** Of an image of fewer than 2^31 pixels. */
    RowIndex(int width, int height) {
        // The index times 2^shift over the width is less than height times 2^shift, at most 2^62. Rounding up the
        // quotient adds less than index / 2^shift, which is less than 1 / width as width and height are at most 2^31
        // / height and 2^31 / width.
        shift = Long.SIZE - 2 - (Integer.SIZE - Integer.numberOfLeadingZeros(height));
        perWidth = (1L << shift) / width + 1;
    }

    /** The row, index / width. */
    int of(int index) {
        return (int) (index * perWidth >>> shift);
    }
}
