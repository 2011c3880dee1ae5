package io.github.nucleoscope.evaluation;

import org.apache.commons.math3.special.Beta;

/**
 * The distribution of the mean of independent variables that each have a Beta distribution, by numerical convolution.
 * Quantiles of the mean of two are within 0.0002 of the exact ones; those of twelve within 3 % of a standard deviation.
 *
 * <p>Source: Brodersen et al. (2010), "The balanced accuracy and its posterior distribution", ICPR, 3121-3124,
 * section III. Here probabilities of the cells of a grid are convolved, not densities, which are infinite at 0 and 1
 * for parameters below 1.
 */
final class MeanOfBetas {

    /** Number of cells of the grids of all variables together. */
    private static final int CELLS = 512;
    /** Half width, in standard deviations, of the range around the mean of a variable that has a grid. */
    private static final double RANGE = 10;

    private final int variables;
    private final double cell;
    /** Sum of the lower ends of the grids. */
    private final double start;
    /** Probability that the cells of the variables sum to each index. */
    private final double[] probabilities;

    /**
     * Convolves.
     *
     * @param alphas first parameter of each variable, above 0
     * @param betas second parameter of each variable, above 0
     */
    MeanOfBetas(double[] alphas, double[] betas) {
        variables = alphas.length;
        double[] low = new double[variables];
        double[] high = new double[variables];
        double range = 0;
        for (int v = 0; v < variables; v++) {
            double sum = alphas[v] + betas[v];
            double mean = alphas[v] / sum;
            double deviation = Math.sqrt(mean * (1 - mean) / (sum + 1));
            low[v] = Math.max(0, mean - RANGE * deviation);
            high[v] = Math.min(1, mean + RANGE * deviation);
            range += high[v] - low[v];
        }
        cell = range / CELLS;
        double[] convolved = {1};
        double lowest = 0;
        for (int v = 0; v < variables; v++) {
            // The last cell may be partly empty; half of that is moved to the first.
            int cells = (int) Math.ceil((high[v] - low[v]) / cell - 1e-9);
            double from = (low[v] + high[v] - cells * cell) / 2;
            convolved = convolve(convolved, cellProbabilities(alphas[v], betas[v], from, cells));
            lowest += from;
        }
        probabilities = convolved;
        start = lowest;
    }

    private double[] cellProbabilities(double alpha, double beta, double from, int cells) {
        double[] ofCells = new double[cells];
        double below = 0;
        for (int i = 0; i < cells; i++) {
            double to = i == cells - 1 ? 1 : Math.max(0, Math.min(1, from + (i + 1) * cell));
            double cumulative = Beta.regularizedBeta(to, alpha, beta);
            ofCells[i] = cumulative - below;
            below = cumulative;
        }
        return ofCells;
    }

    private static double[] convolve(double[] a, double[] b) {
        double[] sum = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum[i + j] += a[i] * b[j];
            }
        }
        return sum;
    }

    /**
     * Returns a quantile of the mean.
     *
     * @param share of the probability below it, above 0 and below 1
     * @return in [0, 1]
     */
    double quantile(double share) {
        double below = 0;
        int i = 0;
        while (i < probabilities.length - 1 && below + probabilities[i] < share) {
            below += probabilities[i++];
        }
        // Sums of the middles of cells are spread over one cell.
        double position = i + (variables - 1) / 2.0 + (share - below) / probabilities[i];
        return Math.max(0, Math.min(1, (start + position * cell) / variables));
    }
}
