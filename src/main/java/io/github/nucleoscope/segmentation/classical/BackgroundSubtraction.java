package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.Extremes;
import io.github.nucleoscope.images.pixels.FloatPlane;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Background of an image, without its nuclei: the opening (Serra, "Image Analysis and Mathematical Morphology", 1982)
 * of the image by a square structuring element wider than a nucleus, smoothed. It is computed on blocks of
 * {@value #BLOCK} pixels, represented by their darkest pixel, and interpolated linearly between their centres.
 *
 * <p>The loops run over whole arrays, from 0, so that the compiler can vectorise them. The blocks
 * have a margin on all sides, so that their rows are contiguous in one array.
 */
public final class BackgroundSubtraction {

    /** Side of a block in pixels. */
    private static final int BLOCK = 8;

    /** How far the square reaches on each side of its block, in blocks. */
    private static final int REACH = 4;

    /** Side of the square in pixels. */
    public static final int SQUARE = (2 * REACH + 1) * BLOCK;

    private final float[] values;
    private final int width;
    private final int height;
    private final int columns;
    private final int rows;

    /** Blocks in a row with the margin, which is shared by the end of a row and the start of the next. */
    private final int stride;

    private BackgroundSubtraction(ArrayImg<FloatType, FloatArray> img) {
        values = FloatPlane.values(img);
        width = (int) img.dimension(0);
        height = (int) img.dimension(1);
        columns = (width + BLOCK - 1) / BLOCK;
        rows = (height + BLOCK - 1) / BLOCK;
        stride = columns + REACH;
    }

    /** Subtracts the background in place; the result may be slightly below 0. Axes X, Y, finite pixels. */
    public static void subtract(ArrayImg<FloatType, FloatArray> img) {
        BackgroundSubtraction background = new BackgroundSubtraction(img);
        float[] darkest = background.darkest();
        background.subtract(background.mean(background.extreme(background.extreme(darkest, -1), 1)));
    }

    private void subtract(float[] blocks) {
        int[] left = new int[width];
        int[] right = new int[width];
        float[] across = new float[width];
        for (int x = 0; x < width; x++) {
            float position = position(x, columns);
            left[x] = (int) position;
            right[x] = Math.min(columns - 1, left[x] + 1);
            across[x] = position - left[x];
        }
        float[] above = new float[width];
        float[] below = new float[width];
        float[] row = new float[width];
        stretch(blocks, place(0), left, right, across, below);
        int shown = -1;
        for (int y = 0; y < height; y++) {
            float down = position(y, rows);
            int block = (int) down;
            down -= block;
            if (block != shown) {
                float[] last = above;
                above = below;
                below = last;
                stretch(blocks, place(Math.min(rows - 1, block + 1)), left, right, across, below);
                shown = block;
            }
            System.arraycopy(values, y * width, row, 0, width);
            subtract(row, above, below, down);
            System.arraycopy(row, 0, values, y * width, width);
        }
    }

    private static void subtract(float[] row, float[] above, float[] below, float down) {
        for (int x = 0; x < row.length; x++) {
            row[x] -= above[x] + down * (below[x] - above[x]);
        }
    }

    /** Interpolates a row of blocks at each pixel. */
    private static void stretch(float[] blocks, int start, int[] left, int[] right, float[] across, float[] row) {
        for (int x = 0; x < row.length; x++) {
            float at = blocks[start + left[x]];
            row[x] = at + across[x] * (blocks[start + right[x]] - at);
        }
    }

    /** Returns the position of a pixel between the centres of the blocks, 0 to {@code count - 1}. */
    private static float position(int pixel, int count) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5f) / BLOCK - 0.5f));
    }

    /** Returns the index of the first block of a row among the blocks with their margin. */
    private int place(int row) {
        return (row + REACH) * stride + REACH;
    }

    private int size() {
        return (rows + 2 * REACH) * stride + REACH;
    }

    private float[] darkest() {
        float[] blocks = new float[size()];
        float[] row = new float[width];
        float[] darkest = new float[width];
        for (int block = 0; block < rows; block++) {
            System.arraycopy(values, block * BLOCK * width, darkest, 0, width);
            for (int y = block * BLOCK + 1; y < Math.min(height, (block + 1) * BLOCK); y++) {
                System.arraycopy(values, y * width, row, 0, width);
                Extremes.lower(darkest, row);
            }
            // The minimum of 1, 2, 4, then 8 pixels from each on; of the last block, as many as there are.
            for (int shift = 1; shift < BLOCK && shift < width; shift *= 2) {
                System.arraycopy(darkest, shift, row, 0, width - shift);
                System.arraycopy(darkest, width - shift, row, width - shift, shift);
                Extremes.lower(darkest, row);
            }
            for (int column = 0; column < columns; column++) {
                blocks[place(block) + column] = darkest[column * BLOCK];
            }
        }
        return blocks;
    }

    /** The largest (sign 1) or smallest (-1) block of each square: along rows first, then along columns. */
    private float[] extreme(float[] blocks, int sign) {
        return extreme(extreme(blocks, sign, 1), sign, stride);
    }

    private float[] extreme(float[] blocks, int sign, int step) {
        float[] source = framed(blocks, sign * Float.NEGATIVE_INFINITY);
        float[] extreme = source.clone();
        float[] shifted = source.clone();
        for (int shift = step; shift <= REACH * step; shift += step) {
            for (int side = -shift; side <= shift; side += 2 * shift) {
                shift(source, side, shifted);
                if (sign > 0) {
                    Extremes.raise(extreme, shifted);
                } else {
                    Extremes.lower(extreme, shifted);
                }
            }
        }
        return extreme;
    }

    /** Surrounds the blocks with a margin of one value. */
    private float[] framed(float[] blocks, float margin) {
        float[] framed = new float[blocks.length];
        Arrays.fill(framed, margin);
        for (int y = 0; y < rows; y++) {
            System.arraycopy(blocks, place(y), framed, place(y), columns);
        }
        return framed;
    }

    /** Shifts all values; positions without a source keep their value, a margin. */
    private static void shift(float[] from, int by, float[] to) {
        System.arraycopy(from, Math.max(0, by), to, Math.max(0, -by), from.length - Math.abs(by));
    }

    /**
     * Mean of each square, clipped to the image. There are no running sums, as rounding errors would propagate: a tile
     * has the same background as the whole image.
     */
    private float[] mean(float[] blocks) {
        double[] across = sums(doubles(framed(blocks, 0)), 1);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                across[place(y) + x] /= Math.min(columns - 1, x + REACH) - Math.max(0, x - REACH) + 1;
            }
            Arrays.fill(across, place(y) + columns, place(y + 1), 0);
        }
        double[] sums = sums(across, stride);
        float[] means = new float[blocks.length];
        for (int y = 0; y < rows; y++) {
            int count = Math.min(rows - 1, y + REACH) - Math.max(0, y - REACH) + 1;
            for (int x = 0; x < columns; x++) {
                means[place(y) + x] = (float) (sums[place(y) + x] / count);
            }
        }
        return means;
    }

    /** The sums of equal floats are then exact, and their mean is the same float: a flat image has no heights. */
    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** For each block within the margin, the sum of those up to {@value #REACH} steps before and after it. */
    private double[] sums(double[] blocks, int step) {
        double[] sums = new double[blocks.length];
        double[] shifted = new double[blocks.length];
        int first = place(0);
        int count = place(rows - 1) + columns - first;
        for (int shift = -REACH * step; shift <= REACH * step; shift += step) {
            System.arraycopy(blocks, first + shift, shifted, first, count);
            add(sums, shifted);
        }
        return sums;
    }

    private static void add(double[] sums, double[] values) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}
