package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.nuclei.IntensityFlood.Regions;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Where each nucleus ends inside its region. A blurred edge is half way between inside and outside, so the outline is
 * at a fraction of the mean height of the nucleus itself: the threshold selection of Ridler &amp; Calvard (1978) for
 * each nucleus. First the outside is 0; then, once the others are known, it is the mean of what is around the nucleus
 * and no nucleus: other nuclei nearby raise it.
 */
final class Outlines {

    private static final double FIRST = 0.5;

    /** Those who outline nuclei by hand draw just outside half the height. */
    private static final double SECOND = 0.45;

    /** The surroundings are sampled at about this many pixels to each side of the centre. */
    private static final int SAMPLES = 7;

    /** The centre is that of one pixel of so many. */
    private static final int CENTRE_PIXELS = 4;

    private Outlines() {}

    /**
     * What was drawn.
     *
     * @param labels for each pixel the region that it is nucleus of, or 0
     * @param runs of the labels
     */
    record Drawn(int[] labels, LabelRuns runs) {}

    /**
     * @param img height above the background, axes X, Y
     * @param regions one for each nucleus at most; what it says of each pixel of the image becomes the labels
     * @param diameter of the nuclei in pixels
     */
    static Drawn draw(ArrayImg<FloatType, FloatArray> img, Regions regions, double diameter) {
        float[] lowest = lowest(regions, new double[regions.count() + 1], FIRST);
        double[] outside = outside(img, regions, lowest, (int) Math.max(5, Math.round(diameter)));
        lowest = lowest(regions, outside, SECOND);
        LabelRuns runs = new LabelRuns(regions.count());
        for (int run = 0; run < regions.runs().count(); run++) {
            draw(FloatPlane.values(img), lowest, regions.runs().from(run), regions.runs().to(run), regions.region(),
                    runs);
        }
        return new Drawn(regions.region(), runs);
    }

    /** Draws a run of flooded pixels. */
    private static void draw(float[] heights, float[] lowest, int from, int to, int[] labels, LabelRuns runs) {
        int i = from;
        while (i < to) {
            int label = labels[i];
            float least = lowest[label];
            int first = i;
            while (i < to && labels[i] == label && heights[i] >= least) {
                i++;
            }
            if (i > first) {
                runs.add(label, first, i);
            }
            while (i < to && labels[i] == label && heights[i] < least) {
                labels[i++] = 0;
            }
        }
    }

    /** The height of the lowest pixel inside of the outline of each region. */
    private static float[] lowest(Regions regions, double[] outside, double fraction) {
        float[] lowest = new float[regions.count() + 1];
        lowest[0] = Float.POSITIVE_INFINITY;
        for (int k = 1; k <= regions.count(); k++) {
            lowest[k] = lowest(regions.heights(), regions.starts()[k], regions.starts()[k + 1], outside[k], fraction);
        }
        return lowest;
    }

    private static float lowest(float[] heights, int from, int to, double outside, double fraction) {
        int t = from;
        double sum = 0;
        // Not an int: Java's conversions to double wait for each other.
        double area = 0;
        while (t < to) {
            double height = heights[t];
            // height - outside < fraction * (sum / area - outside), without the division.
            if (area >= IntensityFlood.CORE_AREA && (height - outside) * area < fraction * (sum - outside * area)) {
                break;
            }
            sum += height;
            area++;
            t++;
        }
        return heights[t - 1];
    }

    /** The place after the last pixel of a region that can be that high: of near equal ones, a later one can be. */
    private static int end(Regions regions, int k, float lowest) {
        int level = Islands.level(lowest);
        int from = regions.starts()[k];
        int to = regions.starts()[k + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Islands.level(regions.heights()[middle]) >= level) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return to;
    }

    /** Of each region, the mean height of what is no nucleus in a square around its nucleus; 0 where there is none. */
    private static double[] outside(ArrayImg<FloatType, FloatArray> img, Regions regions, float[] lowest, int radius) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] heights = FloatPlane.values(img);
        int[] region = regions.region();
        int step = Math.max(1, radius / SAMPLES);
        RowIndex rows = new RowIndex(width, height);
        double[] outside = new double[regions.count() + 1];
        for (int k = 1; k < outside.length; k++) {
            long sumX = 0;
            long sumY = 0;
            int area = 0;
            int to = end(regions, k, lowest[k]);
            for (int t = regions.starts()[k]; t < to; t += CENTRE_PIXELS) {
                int y = rows.of(regions.pixels()[t]);
                sumX += regions.pixels()[t] - y * width;
                sumY += y;
                area++;
            }
            int centreX = (int) (sumX / area);
            int centreY = (int) (sumY / area);
            double sum = 0;
            int count = 0;
            int fromX = first(centreX - radius, step);
            int toX = Math.min(width - 1, centreX + radius);
            int toY = Math.min(height - 1, centreY + radius);
            int fromY = first(centreY - radius, step);
            for (int y = fromY; y <= toY; y += step) {
                // As the black squares of a chessboard.
                int shift = (y - fromY) / step % 2 * step;
                for (int i = y * width + fromX + shift; i <= y * width + toX; i += 2 * step) {
                    // Region 0 has no nucleus.
                    if (heights[i] < lowest[region[i]]) {
                        sum += heights[i];
                        count++;
                    }
                }
            }
            outside[k] = count == 0 ? 0 : Math.max(0, sum / count);
        }
        return outside;
    }

    /** The first place in the image, of those that are so many steps from the place where the square starts. */
    private static int first(int start, int step) {
        return start >= 0 ? start : Math.floorMod(start, step);
    }
}
