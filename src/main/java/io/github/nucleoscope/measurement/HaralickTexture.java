package io.github.nucleoscope.measurement;

import java.util.Arrays;

/**
 * The texture of a nucleus: the features f1 to f13 of Haralick, Shanmugam and Dinstein, "Textural features for image
 * classification", IEEE Trans. Syst. Man Cybern. 1973, SMC-3:610-621, appendix I, of co-occurrence matrices of
 * neighbouring pixels (distance 1, both orders counted) in the directions 0, 45, 90 and 135 degrees, averaged over the
 * directions.
 *
 * <p>Intensities are quantised to 32 levels of equal width from the nucleus's smallest to its largest pixel, so texture
 * does not depend on brightness or contrast; a nucleus without contrast has one level. Only pairs of pixels that are
 * both in the nucleus count; a direction without a pair is left out, and without any pair all are NaN. Levels count
 * from 1, and logarithms are natural. In f7 the mean is f6 (the paper's f8 is regarded as a misprint), and f10 is the
 * variance of the absolute difference of the two levels.
 *
 * @param angularSecondMoment f1, 0 to 1
 * @param contrast f2, 0 to 961
 * @param correlation f3, -1 to 1; 1 if there is only one level
 * @param variance f4, sum of squares
 * @param inverseDifferenceMoment f5, 0 to 1
 * @param sumAverage f6, 2 to 64
 * @param sumVariance f7
 * @param sumEntropy f8
 * @param entropy f9
 * @param differenceVariance f10
 * @param differenceEntropy f11
 * @param informationCorrelation1 f12, -1 to 0; 0 if there is only one level
 * @param informationCorrelation2 f13, 0 to 1
 */
public record HaralickTexture(double angularSecondMoment, double contrast, double correlation, double variance,
        double inverseDifferenceMoment, double sumAverage, double sumVariance, double sumEntropy, double entropy,
        double differenceVariance, double differenceEntropy, double informationCorrelation1,
        double informationCorrelation2) {

    /** Number of intensity levels. */
    public static final int LEVELS = 32;

    private static final int FEATURES = 13;
    /** Steps to the neighbour, in X and Y. */
    private static final int[][] DIRECTIONS = {{1, 0}, {1, -1}, {0, -1}, {-1, -1}};

    static HaralickTexture of(Patch patch, Intensity intensity) {
        byte[] levels = quantise(patch, intensity.minimum(), intensity.maximum());
        double[] sums = new double[FEATURES];
        int directions = 0;
        int[] pairs = new int[LEVELS * LEVELS];
        for (int[] step : DIRECTIONS) {
            int count = count(patch, levels, step[0], step[1], pairs);
            if (count > 0) {
                directions++;
                addFeatures(pairs, count, sums);
            }
        }
        double[] f = new double[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            f[i] = sums[i] / directions;
        }
        return new HaralickTexture(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12]);
    }

    /** Returns the level of each pixel, from 0; -1 outside. */
    private static byte[] quantise(Patch patch, double minimum, double maximum) {
        byte[] levels = new byte[patch.values().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = !patch.isMeasured(i) ? -1 : minimum == maximum ? 0
                    : (byte) Math.min(LEVELS - 1, (int) (LEVELS * (patch.values()[i] - minimum) / (maximum - minimum)));
        }
        return levels;
    }

    /** Counts pairs of levels, each in one order; returns the number of pairs. */
    private static int count(Patch patch, byte[] levels, int stepX, int stepY, int[] pairs) {
        Arrays.fill(pairs, 0);
        int count = 0;
        int width = patch.width();
        int step = stepY * width + stepX;
        for (int y = Math.max(0, -stepY); y < patch.height(); y++) {
            for (int x = Math.max(0, -stepX); x < width - Math.max(0, stepX); x++) {
                int i = y * width + x;
                if (levels[i] >= 0 && levels[i + step] >= 0) {
                    pairs[levels[i] * LEVELS + levels[i + step]]++;
                    count++;
                }
            }
        }
        return count;
    }

    private static void addFeatures(int[] pairs, int count, double[] sums) {
        double[] marginal = new double[LEVELS];
        double[] ofSum = new double[2 * LEVELS - 1];
        double[] ofDifference = new double[LEVELS];
        double squares = 0;
        double products = 0;
        double entropy = 0;
        for (int i = 0; i < LEVELS; i++) {
            for (int j = 0; j < LEVELS; j++) {
                int both = pairs[i * LEVELS + j] + pairs[j * LEVELS + i];
                if (both > 0) {
                    double p = both / (2.0 * count);
                    marginal[i] += p;
                    ofSum[i + j] += p;
                    ofDifference[Math.abs(i - j)] += p;
                    squares += p * p;
                    products += p * i * j;
                    entropy -= p * Math.log(p);
                }
            }
        }
        double mean = mean(marginal);
        double variance = variance(marginal, mean);
        double contrast = 0;
        double inverse = 0;
        for (int k = 0; k < LEVELS; k++) {
            contrast += k * k * ofDifference[k];
            inverse += ofDifference[k] / (1 + k * k);
        }
        double sumMean = mean(ofSum);
        // Both marginals are the same, as both orders are counted: HX = HY, and HXY1 = HXY2 = 2 HX.
        double independent = 2 * entropy(marginal);
        double[] features = {squares, contrast, variance == 0 ? 1 : (products - mean * mean) / variance, variance,
            inverse, sumMean + 2, variance(ofSum, sumMean), entropy(ofSum), entropy,
            variance(ofDifference, mean(ofDifference)), entropy(ofDifference),
            independent == 0 ? 0 : (entropy - independent) / (independent / 2),
            Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (independent - entropy))))};
        for (int i = 0; i < FEATURES; i++) {
            sums[i] += features[i];
        }
    }

    private static double mean(double[] probabilities) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += k * probabilities[k];
        }
        return sum;
    }

    private static double variance(double[] probabilities, double mean) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += (k - mean) * (k - mean) * probabilities[k];
        }
        return sum;
    }

    private static double entropy(double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }
}
