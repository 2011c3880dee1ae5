package io.github.nucleoscope.nuclei;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImg;
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
        float[] blocks = mean(opened, columns, rows);
        float[] above = new float[width];
        float[] below = new float[width];
        float[] row = new float[width];
        int shown = -1;
        for (int y = 0; y < height; y++) {
            float down = position(y, rows);
            int block = (int) down;
            down -= block;
            if (block != shown) {
                stretch(blocks, block * columns, columns, above);
                stretch(blocks, Math.min(rows - 1, block + 1) * columns, columns, below);
                shown = block;
            }
            System.arraycopy(values, y * width, row, 0, width);
            subtract(row, above, below, down);
            System.arraycopy(row, 0, values, y * width, width);
        }
    }

    /** Over arrays of one row each, as the compiler turns such loops into vector instructions. */
    private static void subtract(float[] row, float[] above, float[] below, float down) {
        for (int x = 0; x < row.length; x++) {
            row[x] -= above[x] + down * (below[x] - above[x]);
        }
    }

    /** A row of blocks at each pixel. */
    private static void stretch(float[] blocks, int start, int columns, float[] row) {
        for (int x = 0; x < row.length; x++) {
            float across = position(x, columns);
            int left = (int) across;
            float at = blocks[start + left];
            row[x] = at + (across - left) * (blocks[start + Math.min(columns - 1, left + 1)] - at);
        }
    }

    /** Where a pixel lies between the centres of the blocks, 0 to {@code count - 1}. */
    private static float position(int pixel, int count) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5f) / BLOCK - 0.5f));
    }

    private static float[] darkest(float[] values, int width, int height, int columns, int rows) {
        float[] blocks = new float[columns * rows];
        float[] row = new float[width];
        float[] darkest = new float[width];
        for (int block = 0; block < rows; block++) {
            System.arraycopy(values, block * BLOCK * width, darkest, 0, width);
            for (int y = block * BLOCK + 1; y < Math.min(height, (block + 1) * BLOCK); y++) {
                System.arraycopy(values, y * width, row, 0, width);
                darken(darkest, row);
            }
            for (int column = 0; column < columns; column++) {
                float least = darkest[column * BLOCK];
                for (int x = column * BLOCK + 1; x < Math.min(width, (column + 1) * BLOCK); x++) {
                    least = darkest[x] < least ? darkest[x] : least;
                }
                blocks[block * columns + column] = least;
            }
        }
        return blocks;
    }

    private static void darken(float[] darkest, float[] row) {
        for (int x = 0; x < row.length; x++) {
            darkest[x] = Math.min(darkest[x], row[x]);
        }
    }

    /** The largest (sign 1) or smallest (-1) block of each square: rows first, then columns. */
    private static float[] extreme(float[] blocks, int columns, int rows, int sign) {
        float[] across = blocks.clone();
        for (int y = 0; y < rows; y++) {
            for (int shift = 1; shift <= Math.min(REACH, columns - 1); shift++) {
                int start = y * columns;
                widen(across, start, blocks, start + shift, columns - shift, sign);
                widen(across, start + shift, blocks, start, columns - shift, sign);
            }
        }
        float[] result = across.clone();
        for (int shift = 1; shift <= Math.min(REACH, rows - 1); shift++) {
            widen(result, 0, across, shift * columns, (rows - shift) * columns, sign);
            widen(result, shift * columns, across, 0, (rows - shift) * columns, sign);
        }
        return result;
    }

    /**
     * The mean of each square, cut to the image. Sums do not run on from square to square, as rounding would: a tile
     * has the same background as the whole image.
     */
    private static float[] mean(float[] blocks, int columns, int rows) {
        double[] across = new double[blocks.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double sum = 0;
                for (int k = Math.max(0, x - REACH); k <= Math.min(columns - 1, x + REACH); k++) {
                    sum += blocks[y * columns + k];
                }
                across[y * columns + x] = sum / (Math.min(columns - 1, x + REACH) - Math.max(0, x - REACH) + 1);
            }
        }
        float[] means = new float[blocks.length];
        double[] sums = new double[columns];
        for (int y = 0; y < rows; y++) {
            Arrays.fill(sums, 0);
            int from = Math.max(0, y - REACH);
            int to = Math.min(rows - 1, y + REACH);
            for (int k = from; k <= to; k++) {
                for (int x = 0; x < columns; x++) {
                    sums[x] += across[k * columns + x];
                }
            }
            for (int x = 0; x < columns; x++) {
                means[y * columns + x] = (float) (sums[x] / (to - from + 1));
            }
        }
        return means;
    }

    /** Puts the more extreme of both into the first. */
    private static void widen(float[] best, int at, float[] other, int from, int count, int sign) {
        for (int i = 0; i < count; i++) {
            float value = other[from + i];
            best[at + i] = sign * value > sign * best[at + i] ? value : best[at + i];
        }
    }
}
