package io.github.nucleoscope.images.pixels;

/**
 * A part of an image, with a margin of one pixel, so that none of the pixels that are meant is at its border.
 *
 * @param left column in the image of the first place, which may be outside
 * @param top row in the image of the first place, which may be outside
 * @param stride the number of places in a row
 * @param size the number of places
 * @param width of the image
 * @param rows of the box
 */
public record Box(int left, int top, int stride, int size, int width, RowIndex rows) {

    /** The box around these columns and rows, the last ones included, of an image of some width. */
    public static Box around(int minX, int minY, int maxX, int maxY, int width) {
        int stride = maxX - minX + 3;
        int height = maxY - minY + 3;
        return new Box(minX - 1, minY - 1, stride, stride * height, width, new RowIndex(stride, height));
    }

    /** The image's pixel at a place. */
    public int pixel(int place) {
        int y = rows.of(place);
        return (top + y) * width + left + place - y * stride;
    }

    /** The place of a pixel of the image. */
    public int place(int pixel) {
        int y = pixel / width;
        return (y - top) * stride + pixel - y * width - left;
    }
}
