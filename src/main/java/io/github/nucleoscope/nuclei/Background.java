package io.github.nucleoscope.nuclei;

import java.util.Arrays;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * What the image would be without nuclei: the opening (Serra, "Image Analysis and Mathematical Morphology", 1982) of
 * the image by a square that is wider than a nucleus, smoothed. It is computed on blocks of {@value #BLOCK} pixels,
 * each with its darkest pixel, and interpolated linearly between their centres.
 */
final class Background {

    private static final int BLOCK = 8;

    /** Half the square in blocks: it is 72 pixels wide. */
    private static final int REACH = 4;

    private Background() {}

    /** Takes the background away, in place; what remains may be a little below 0. Axes X, Y, finite pixels. */
    static void subtract(ArrayImg<FloatType, FloatArray> img) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] values = FloatPlane.values(img);
        int columns = (width + BLOCK - 1) / BLOCK;
        int rows = (height + BLOCK - 1) / BLOCK;
        float[] opened = extreme(extreme(darkest(values, width, height, columns, rows), columns, rows, -1),
                columns, rows, 1);
        float[] blocks = FloatPlane.values(BoxMean.of(ArrayImgs.floats(opened, columns, rows), REACH));
        float[] row = new float[columns + 1];
        int[] left = new int[width];
        float[] across = new float[width];
        for (int x = 0; x < width; x++) {
            left[x] = (int) position(x, columns);
            across[x] = position(x, columns) - left[x];
        }
        for (int y = 0; y < height; y++) {
            float down = position(y, rows);
            int above = (int) down * columns;
            int below = Math.min(rows - 1, (int) down + 1) * columns;
            down -= (int) down;
            for (int i = 0; i < columns; i++) {
                row[i] = blocks[above + i] + down * (blocks[below + i] - blocks[above + i]);
            }
            row[columns] = row[columns - 1];
            int start = y * width;
            for (int x = 0; x < width; x++) {
                float at = row[left[x]];
                values[start + x] -= at + across[x] * (row[left[x] + 1] - at);
            }
        }
    }

    /** Where a pixel lies between the centres of the blocks, 0 to {@code count - 1}. */
    private static float position(int pixel, int count) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5f) / BLOCK - 0.5f));
    }

    private static float[] darkest(float[] values, int width, int height, int columns, int rows) {
        float[] blocks = new float[columns * rows];
        Arrays.fill(blocks, Float.POSITIVE_INFINITY);
        for (int y = 0; y < height; y++) {
            int start = y / BLOCK * columns;
            for (int column = 0; column < columns; column++) {
                float darkest = blocks[start + column];
                int end = y * width + Math.min(width, (column + 1) * BLOCK);
                for (int i = y * width + column * BLOCK; i < end; i++) {
                    darkest = Math.min(darkest, values[i]);
                }
                blocks[start + column] = darkest;
            }
        }
        return blocks;
    }

    /** The largest (sign 1) or smallest (-1) block of each square: rows first, then columns. */
    private static float[] extreme(float[] blocks, int columns, int rows, int sign) {
        float[] across = new float[blocks.length];
        float[] result = new float[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            int x = i % columns;
            float best = blocks[i];
            for (int k = Math.max(0, x - REACH); k <= Math.min(columns - 1, x + REACH); k++) {
                best = sign * Math.max(sign * best, sign * blocks[i - x + k]);
            }
            across[i] = best;
        }
        for (int i = 0; i < blocks.length; i++) {
            int y = i / columns;
            float best = across[i];
            for (int k = Math.max(0, y - REACH); k <= Math.min(rows - 1, y + REACH); k++) {
                best = sign * Math.max(sign * best, sign * across[k * columns + i % columns]);
            }
            result[i] = best;
        }
        return result;
    }
}
