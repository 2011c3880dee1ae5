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
    private static final int SAMPLES = 8;

    private Outlines() {}

    /**
     * @param img height above the background, axes X, Y
     * @param regions one for each nucleus at most
     * @param diameter of the nuclei in pixels
     * @return for each pixel the region that it is nucleus of, or 0
     */
    static int[] draw(ArrayImg<FloatType, FloatArray> img, Regions regions, double diameter) {
        float[] heights = FloatPlane.values(img);
        float[] lowest = lowest(heights, regions, new double[regions.count() + 1], FIRST);
        double[] outside = outside(img, regions, lowest, (int) Math.max(5, Math.round(diameter)));
        lowest = lowest(heights, regions, outside, SECOND);
        int[] region = regions.region();
        int[] labels = new int[heights.length];
        for (int i = 0; i < labels.length; i++) {
            if (region[i] > 0 && heights[i] >= lowest[region[i]]) {
                labels[i] = region[i];
            }
        }
        return labels;
    }

    /** The height of the lowest pixel inside of the outline of each region. */
    private static float[] lowest(float[] heights, Regions regions, double[] outside, double fraction) {
        double[] sums = new double[regions.count() + 1];
        int[] areas = new int[regions.count() + 1];
        boolean[] done = new boolean[regions.count() + 1];
        float[] lowest = new float[regions.count() + 1];
        for (int i : regions.order()) {
            int k = regions.region()[i];
            if (done[k]) {
                continue;
            }
            float height = heights[i];
            if (areas[k] >= IntensityFlood.CORE_AREA
                    && height - outside[k] < fraction * (sums[k] / areas[k] - outside[k])) {
                done[k] = true;
                continue;
            }
            sums[k] += height;
            areas[k]++;
            lowest[k] = height;
        }
        return lowest;
    }

    /** Of each region, the mean height of what is no nucleus in a square around its nucleus; 0 where there is none. */
    private static double[] outside(ArrayImg<FloatType, FloatArray> img, Regions regions, float[] lowest, int radius) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] heights = FloatPlane.values(img);
        long[] sumX = new long[regions.count() + 1];
        long[] sumY = new long[regions.count() + 1];
        int[] areas = new int[regions.count() + 1];
        int[] region = regions.region();
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                int k = region[i];
                if (k > 0 && heights[i] >= lowest[k]) {
                    sumX[k] += x;
                    sumY[k] += y;
                    areas[k]++;
                }
            }
        }
        int step = Math.max(1, radius / SAMPLES);
        double[] outside = new double[regions.count() + 1];
        for (int k = 1; k < outside.length; k++) {
            int centreX = (int) (sumX[k] / areas[k]);
            int centreY = (int) (sumY[k] / areas[k]);
            double sum = 0;
            int count = 0;
            for (int y = centreY - radius; y <= centreY + radius; y += step) {
                for (int x = centreX - radius; x <= centreX + radius; x += step) {
                    if (x < 0 || x >= width || y < 0 || y >= height) {
                        continue;
                    }
                    int i = y * width + x;
                    if (region[i] == 0 || heights[i] < lowest[region[i]]) {
                        sum += heights[i];
                        count++;
                    }
                }
            }
            outside[k] = count == 0 ? 0 : Math.max(0, sum / count);
        }
        return outside;
    }
}
