package io.github.nucleoscope.images.pixels;

/**
 * A rectangular part of an image, with a margin of one pixel on each side, so that every pixel that is meant has four
 * neighbours in the box. A <em>place</em> is an index into the box, row by row; a <em>pixel</em> is an index into the
 * image, row by row.
 *
 * @param left column in the image of the first place; -1 where the margin is outside of the image
 * @param top row in the image of the first place; -1 where the margin is outside of the image
 * @param stride the number of places in a row
 * @param size the number of places
 * @param width of the image in pixels
 * @param rows tells the row of a place in the box
 */
public record Box(int left, int top, int stride, int size, int width, RowIndex rows) {

    /**
     * The box around some columns and rows of an image.
     *
     * @param minX the first column, 0 or more
     * @param minY the first row, 0 or more
     * @param maxX the last column, included
     * @param maxY the last row, included
     * @param width of the image in pixels
     */
    public static Box around(int minX, int minY, int maxX, int maxY, int width) {
        int stride = maxX - minX + 3;
        int height = maxY - minY + 3;
        return new Box(minX - 1, minY - 1, stride, stride * height, width, new RowIndex(stride, height));
    }

    /**
     * The pixel of the image at a place.
     *
     * @param place 0 to size - 1, not in a part of the margin that is outside of the image
     */
    public int pixel(int place) {
        int y = rows.of(place);
        return (top + y) * width + left + place - y * stride;
    }

    /**
     * The place of a pixel.
     *
     * @param pixel of the image, inside of the box
     */
    public int place(int pixel) {
        int y = pixel / width;
        return (y - top) * stride + pixel - y * width - left;
    }
}
