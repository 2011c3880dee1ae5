package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's adjustment for multiple testing: Holm, "A simple sequentially rejective multiple test procedure", Scand. J.
 * Stat. 1979, 6:65-70. If all null hypotheses hold, some adjusted p is below 0.05 with a probability of at most 0.05.
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusts p-values.
     *
     * @param p the p-value of each test, in [0, 1]
     * @return the adjusted p-values in the same order, each at least the original one and at most 1
     */
    public static double[] adjust(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length];
        double highest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            highest = Math.max(highest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = highest;
        }
        return adjusted;
    }
}
