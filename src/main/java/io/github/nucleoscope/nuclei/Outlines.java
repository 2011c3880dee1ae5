package io.github.nucleoscope.nuclei;

import java.util.Arrays;

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
        int[] labels = new int[heights.length];
        draw(heights, regions, new double[regions.count() + 1], FIRST, labels);
        double[] outside = outside(img, regions, labels, (int) Math.max(5, Math.round(diameter)));
        Arrays.fill(labels, 0);
        draw(heights, regions, outside, SECOND, labels);
        return labels;
    }

    private static void draw(float[] heights, Regions regions, double[] outside, double fraction,
            int[] labels) {
        double[] sums = new double[regions.count() + 1];
        int[] areas = new int[regions.count() + 1];
        boolean[] done = new boolean[regions.count() + 1];
        for (int i : regions.order()) {
            int k = regions.region()[i];
            if (done[k]) {
                continue;
            }
            if (areas[k] >= IntensityFlood.CORE_AREA
                    && heights[i] - outside[k] < fraction * (sums[k] / areas[k] - outside[k])) {
                done[k] = true;
                continue;
            }
            sums[k] += heights[i];
            areas[k]++;
            labels[i] = k;
        }
    }

    /** Of each region, the mean height of what is no nucleus in a square around its nucleus; 0 where there is none. */
    private static double[] outside(ArrayImg<FloatType, FloatArray> img, Regions regions, int[] labels, int radius) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] heights = FloatPlane.values(img);
        long[] sumX = new long[regions.count() + 1];
        long[] sumY = new long[regions.count() + 1];
        int[] areas = new int[regions.count() + 1];
        for (int i : regions.order()) {
            int k = labels[i];
            if (k == 0) {
                continue;
            }
            int y = i / width;
            sumX[k] += i - y * width;
            sumY[k] += y;
            areas[k]++;
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
                    if (x >= 0 && x < width && y >= 0 && y < height && labels[y * width + x] == 0) {
                        sum += heights[y * width + x];
                        count++;
                    }
                }
            }
            outside[k] = count == 0 ? 0 : Math.max(0, sum / count);
        }
        return outside;
    }
}
