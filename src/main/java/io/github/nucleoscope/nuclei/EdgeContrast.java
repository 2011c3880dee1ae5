package io.github.nucleoscope.nuclei;

import java.util.stream.IntStream;

/**
 * Tells nuclei from haze and debris by the step at their outline: the mean difference between the pixels inside and
 * outside. It must be well above the noise, and not much less than that of the image's other nuclei.
 */
final class EdgeContrast {

    /** Smallest step in standard deviations of the noise. */
    private static final double NOISE_LEVELS = 6;

    /** Smallest step as a fraction of the typical one. */
    private static final double TYPICAL_FRACTION = 0.3;

    static final double LIKE = Double.parseDouble(System.getProperty("like", "0.93"));
    static final double DIM = Double.parseDouble(System.getProperty("dim", "0.06"));
    static final double AREAF = Double.parseDouble(System.getProperty("areaf", "0.5"));
    private double typicalArea;
    private final double[] areas;
    private final double[][] moments;
    private final double[] perimeters;
    private final double[] steps;
    private final int[] outer;
    private final double[] volumes;

    private EdgeContrast(int count) {
        steps = new double[count];
        outer = new int[count];
        volumes = new double[count];
        areas = new double[count];
        perimeters = new double[count];
        moments = new double[count][5];
    }

    /**
     * Drops labels with weak outlines, in place. A label without background beside it stays.
     *
     * @param labels of pixels, row by row; 0 is background
     * @param heights above the background
     * @param last the largest label
     * @param noise standard deviation of the heights
     */
    static void filter(int[] labels, float[] heights, int width, int last, double noise) {
        EdgeContrast contrast = measure(labels, heights, width, last);
        double typical = contrast.typical(NOISE_LEVELS * noise);
        boolean[] weak = new boolean[last + 1];
        for (int k = 1; k <= last; k++) {
            double fraction = contrast.areas[k] > 0 && contrast.likeness(k) >= LIKE && contrast.areas[k] >= AREAF * contrast.typicalArea
                    ? DIM : TYPICAL_FRACTION;
            weak[k] = contrast.outer[k] > 0
                    && contrast.steps[k] < Math.max(NOISE_LEVELS * noise, fraction * typical);
        }
        for (int i = 0; i < labels.length; i++) {
            if (weak[labels[i]]) {
                labels[i] = 0;
            }
        }
    }

    private static EdgeContrast measure(int[] labels, float[] heights, int width, int last) {
        EdgeContrast contrast = new EdgeContrast(last + 1);
        for (int i = 0; i < labels.length; i++) {
            int k = labels[i];
            if (k == 0) {
                continue;
            }
            contrast.volumes[k] += heights[i];
            int x = i % width;
            int y = i / width;
            double[] m = contrast.moments[k];
            contrast.areas[k]++;
            m[0] += x;
            m[1] += y;
            m[2] += (double) x * x;
            m[3] += (double) x * y;
            m[4] += (double) y * y;
            contrast.perimeters[k] += x == 0 || labels[i - 1] != k ? 1 : 0;
            contrast.perimeters[k] += x == width - 1 || labels[i + 1] != k ? 1 : 0;
            contrast.perimeters[k] += y == 0 || labels[i - width] != k ? 1 : 0;
            contrast.perimeters[k] += i + width >= labels.length || labels[i + width] != k ? 1 : 0;
            if (x > 0 && labels[i - 1] == 0) {
                contrast.add(k, heights[i] - heights[i - 1]);
            }
            if (x < width - 1 && labels[i + 1] == 0) {
                contrast.add(k, heights[i] - heights[i + 1]);
            }
            if (i >= width && labels[i - width] == 0) {
                contrast.add(k, heights[i] - heights[i - width]);
            }
            if (i + width < labels.length && labels[i + width] == 0) {
                contrast.add(k, heights[i] - heights[i + width]);
            }
        }
        for (int k = 1; k <= last; k++) {
            contrast.steps[k] /= Math.max(1, contrast.outer[k]);
        }
        return contrast;
    }

    private void add(int k, float step) {
        steps[k] += step;
        outer[k]++;
    }

    private double likeness(int k) {
        double a = areas[k];
        double[] m = moments[k];
        return Ellipse.likeness(a, perimeters[k], m[0] / a, m[1] / a, m[2] / a, m[3] / a, m[4] / a);
    }

    /** The median step of the labels whose step is not below the given one, each weighted by its volume. */
    private double typical(double least) {
        int[] ranked = IntStream.range(1, steps.length).filter(k -> outer[k] > 0 && steps[k] >= least).boxed()
                .sorted((a, b) -> Double.compare(steps[a], steps[b])).mapToInt(k -> k).toArray();
        double all = IntStream.of(ranked).mapToDouble(k -> volumes[k]).sum();
        double sum = 0;
        int[] byArea = IntStream.of(ranked).boxed().sorted((a, b) -> Double.compare(areas[a], areas[b])).mapToInt(k -> k).toArray();
        for (int k : byArea) {
            sum += volumes[k];
            if (sum >= all / 2) {
                typicalArea = areas[k];
                break;
            }
        }
        sum = 0;
        for (int k : ranked) {
            sum += volumes[k];
            if (sum >= all / 2) {
                return steps[k];
            }
        }
        return 0;
    }
}
