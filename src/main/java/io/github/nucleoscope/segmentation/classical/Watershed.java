package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.DisjointSets;
import io.github.nucleoscope.images.pixels.FloatPlane;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Splits touching nuclei along the valleys of their distance transform, without watershed lines: every mask pixel
 * keeps a label.
 *
 * <p>The pixels are flooded from the deepest to the shallowest (Vincent &amp; Soille, "Watersheds in Digital Spaces",
 * 1991). A pixel with no flooded neighbour starts a basin. If two basins meet, they stay apart if both are deep
 * enough: if the <em>dynamics</em> of the shallower (Grimaud 1992), its summit minus the depth of the meeting point, is
 * at least the tolerance. Otherwise they merge. So shallow maxima, which rough outlines have many of, do not
 * start nuclei of their own.
 */
public final class Watershed {

    /** Depth levels per pixel of distance, in the order of flooding. */
    private static final int LEVELS = 64;

    /** If more pixels start basins, the flood has to decide. */
    private static final int MOST_STARTS = 32;

    /** More than rounding changes a depth, in pixels. */
    private static final double ROUNDING = 1e-3;

    private Watershed() {}

    /**
     * @param depth distance to the background in pixels; 0 in the background. Axes X, Y
     * @param tolerance smallest dynamics of a nucleus, as a fraction of its summit
     * @param minTolerance smallest dynamics of a nucleus in pixels
     * @return a label for each pixel deeper than 0, neither contiguous nor in any order; 0 in the background
     */
    public static ArrayImg<IntType, IntArray> split(ArrayImg<FloatType, FloatArray> depth, double tolerance,
            double minTolerance) {
        int width = (int) depth.dimension(0);
        int height = (int) depth.dimension(1);
        float[] depths = FloatPlane.values(depth);
        int[] order = fromDeepest(depths);
        int[] labels = new int[depths.length];
        DisjointSets basins = new DisjointSets();
        float[] summits = new float[64];
        int[] met = new int[8];
        for (int i : order) {
            int y = i / width;
            int x = i - y * width;
            int only = onlyNeighbour(labels, width, height, x, y);
            if (only > 0) {
                labels[i] = only;
                continue;
            }
            int count = 0;
            int steepest = 0;
            float deepest = 0;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int n = ny * width + nx;
                    if (labels[n] == 0) {
                        continue;
                    }
                    int basin = basins.find(labels[n]);
                    // What has merged need not be looked up again by the next pixel.
                    labels[n] = basin;
                    if (depths[n] > deepest) {
                        deepest = depths[n];
                        steepest = basin;
                    }
                    count = addOnce(met, count, basin);
                }
            }
            if (count == 0) {
                int basin = basins.add();
                if (basin == summits.length) {
                    summits = Arrays.copyOf(summits, 2 * basin);
                }
                summits[basin] = depths[i];
                labels[i] = basin;
                continue;
            }
            labels[i] = steepest;
            for (int a = 0; a < count; a++) {
                for (int b = a + 1; b < count; b++) {
                    int one = basins.find(met[a]);
                    int other = basins.find(met[b]);
                    if (one == other) {
                        continue;
                    }
                    float lower = Math.min(summits[one], summits[other]);
                    if (lower - depths[i] < Math.max(minTolerance, tolerance * lower)) {
                        float higher = Math.max(summits[one], summits[other]);
                        summits[basins.join(one, other)] = higher;
                    }
                }
            }
        }
        for (int i : order) {
            labels[i] = basins.find(labels[i]);
        }
        return ArrayImgs.ints(labels, width, height);
    }

    /**
     * Returns whether {@link #split} certainly gives all pixels the same label, in a fraction of its time: along a
     * straight line from each pixel that starts a basin to the highest such pixel, the depth stays above what the
     * tolerance allows, so that both are already in one basin.
     *
     * @param depths distance to the background in pixels, row by row; 0 in the background
     * @return false if that is not certain
     */
    static boolean hasOneBasin(float[] depths, int width, double tolerance, double minTolerance) {
        int[] starts = new int[MOST_STARTS];
        int count = 0;
        int highest = 0;
        for (int y = 0, i = 0; i < depths.length; y++) {
            float left = 0;
            for (int x = 0; x < width; x++, i++) {
                float here = depths[i];
                // Nearly every pixel has a higher neighbour in its row: only the others are checked closely.
                if (here > left && (x == width - 1 || depths[i + 1] <= here + 1f / LEVELS)
                        && isStart(depths, width, x, y)) {
                    if (count == MOST_STARTS) {
                        return false;
                    }
                    highest = count == 0 || here > depths[starts[highest]] ? count : highest;
                    starts[count++] = i;
                }
                left = here;
            }
        }
        for (int k = 0; k < count; k++) {
            float summit = depths[starts[k]];
            double least = (double) leastLevel(depths, width, starts[k], starts[highest]) / LEVELS;
            if (least == 0 || k != highest
                    && summit - least >= Math.max(minTolerance, tolerance * summit) - ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether no neighbour of a pixel is flooded before it. */
    private static boolean isStart(float[] depths, int width, int x, int y) {
        int i = y * width + x;
        int level = level(depths[i]);
        for (int ny = Math.max(0, y - 1); ny <= Math.min(depths.length / width - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                int n = ny * width + nx;
                if (depths[n] > 0 && (n < i ? level(depths[n]) >= level : level(depths[n]) > level)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the lowest level on the line between two pixels. */
    private static int leastLevel(float[] depths, int width, int from, int to) {
        int x = from % width;
        int y = from / width;
        int dx = to % width - x;
        int dy = to / width - y;
        int steps = Math.max(Math.abs(dx), Math.abs(dy));
        int least = level(depths[from]);
        for (int k = 1; k <= steps; k++) {
            // Rounded to the nearest pixel: neighbours on the line touch.
            int atX = x + Math.floorDiv(2 * k * dx + steps, 2 * steps);
            int atY = y + Math.floorDiv(2 * k * dy + steps, 2 * steps);
            least = Math.min(least, level(depths[atY * width + atX]));
        }
        return least;
    }

    /**
     * Returns the label of the flooded neighbours if all have the same, as nearly always; 0 otherwise and at the
     * border.
     */
    private static int onlyNeighbour(int[] labels, int width, int height, int x, int y) {
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
            return 0;
        }
        int i = y * width + x;
        int a = labels[i - width - 1];
        int b = labels[i - width];
        int c = labels[i - width + 1];
        int d = labels[i - 1];
        int e = labels[i + 1];
        int f = labels[i + width - 1];
        int g = labels[i + width];
        int h = labels[i + width + 1];
        int any = a | b | c | d | e | f | g | h;
        // Labels are above 0: all are 0 or the same one if each is 0 or has all bits that any has.
        return (other(a, any) | other(b, any) | other(c, any) | other(d, any) | other(e, any) | other(f, any)
                | other(g, any) | other(h, any)) == 0 ? any : 0;
    }

    /** Returns 0 for 0 and for the given label: without branches, as which neighbours are flooded is unpredictable. */
    static long other(int label, int meant) {
        return (long) label * (label ^ meant);
    }

    private static int addOnce(int[] set, int count, int value) {
        for (int i = 0; i < count; i++) {
            if (set[i] == value) {
                return count;
            }
        }
        set[count] = value;
        return count + 1;
    }

    /** Returns the pixels deeper than 0, deepest first, equal ones in raster order, by a counting sort. */
    private static int[] fromDeepest(float[] depths) {
        float max = 0;
        for (float depth : depths) {
            max = Math.max(max, depth);
        }
        int top = level(max);
        int[] starts = new int[top + 2];
        for (float depth : depths) {
            if (depth > 0) {
                starts[top - level(depth) + 1]++;
            }
        }
        for (int level = 1; level < starts.length; level++) {
            starts[level] += starts[level - 1];
        }
        int[] order = new int[starts[top + 1]];
        for (int i = 0; i < depths.length; i++) {
            if (depths[i] > 0) {
                order[starts[top - level(depths[i])]++] = i;
            }
        }
        return order;
    }

    private static int level(float depth) {
        return (int) (depth * LEVELS);
    }
}
