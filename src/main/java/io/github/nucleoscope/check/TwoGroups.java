package io.github.nucleoscope.check;

import java.util.Arrays;

/**
 * Numbers divided into two groups by the threshold with the largest between-group variance (Otsu (1979), "A threshold
 * selection method from gray-level histograms", IEEE Trans. SMC 9:62-66), here computed on the numbers themselves,
 * without a histogram.
 *
 * @param threshold halfway between the largest number of the lower group and the smallest of the upper
 * @param lowMean mean of those below
 * @param highMean mean of those above
 * @param gain how much better two normal distributions, one for each group, describe the numbers than one: difference
 *     of the Bayesian information criteria (Schwarz 1978) in nats, halved; above 0 where two are better
 */
record TwoGroups(double threshold, double lowMean, double highMean, double gain) {

    /** Fewest numbers of either group, so that its spread is known. */
    private static final int FEWEST = 3;
    /** Least standard deviation of a group of numbers in [0, 1]. */
    private static final double LEAST_DEVIATION = 0.01;
    /** Two means, two standard deviations and a share against one mean and one standard deviation. */
    private static final double MORE_PARAMETERS = 3;

    /** Divides numbers in [0, 1]; returns null if there are fewer than six. */
    static TwoGroups of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n < 2 * FEWEST) {
            return null;
        }
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + sorted[i];
            squares[i + 1] = squares[i] + sorted[i] * sorted[i];
        }
        double best = Double.NEGATIVE_INFINITY;
        int at = FEWEST;
        for (int i = FEWEST; i <= n - FEWEST; i++) {
            double difference = (sums[n] - sums[i]) / (n - i) - sums[i] / i;
            double between = (double) i * (n - i) * difference * difference;
            if (between > best) {
                best = between;
                at = i;
            }
        }
        double share = (double) at / n;
        double two = share * Math.log(deviation(sums, squares, 0, at) / share)
                + (1 - share) * Math.log(deviation(sums, squares, at, n) / (1 - share));
        double one = Math.log(deviation(sums, squares, 0, n));
        return new TwoGroups((sorted[at - 1] + sorted[at]) / 2, sums[at] / at, (sums[n] - sums[at]) / (n - at),
                n * (one - two) - MORE_PARAMETERS / 2 * Math.log(n));
    }

    private static double deviation(double[] sums, double[] squares, int from, int to) {
        double count = to - from;
        double mean = (sums[to] - sums[from]) / count;
        return Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, (squares[to] - squares[from]) / count - mean * mean)));
    }
}
