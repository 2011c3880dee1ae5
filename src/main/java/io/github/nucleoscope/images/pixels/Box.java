package io.github.nucleoscope.images.pixels;

/**
 * A rectangular part of an image, with a margin of one pixel on each side, so that every pixel inside has its four
 * neighbours in the box. A <em>place</em> is an index into the box, row by row; a <em>pixel</em> is an index into the
 * image, row by row.
 *
 * @param left image column of the first place; -1 if the margin is outside the image
 * @param top image row of the first place; -1 if the margin is outside the image
 * @param stride number of places in a row
 * @param size number of places
 * @param width width of the image in pixels
 * @param rows gives the row of a place in the box
 */
public record Box(int left, int top, int stride, int size, int width, RowIndex rows) {

    /**
     * Returns the box around a range of columns and rows of an image.
     *
     * @param minX first column, 0 or more
     * @param minY first row, 0 or more
     * @param maxX last column, inclusive
     * @param maxY last row, inclusive
     * @param width width of the image in pixels
     */
    public static Box around(int minX, int minY, int maxX, int maxY, int width) {
        int stride = maxX - minX + 3;
        int height = maxY - minY + 3;
        return new Box(minX - 1, minY - 1, stride, stride * height, width, new RowIndex(stride, height));
    }

    /**
     * Returns the pixel of the image at a place.
     *
     * @param place 0 to size - 1, not in a part of the margin that is outside the image
     */
    public int pixel(int place) {
        int y = rows.of(place);
        return (top + y) * width + left + place - y * stride;
    }

    /**
     * Returns the place of a pixel.
     *
     * @param pixel pixel of the image, inside the box
     */
    public int place(int pixel) {
        int y = pixel / width;
        return (y - top) * stride + pixel - y * width - left;
    }
}
