package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's adjustment of several tests: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat.
 * 1979, 6:65-70. Where all differences are chance, the chance that any adjusted p is below 0.05 is at most 0.05.
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusts.
     *
     * @param p of each test, 0 to 1
     * @return the adjusted ones, in the same order, each its own p or more, at most 1
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
