package io.github.nucleoscope.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Assigns source images to parts so that each part comes close to its share of the crops of every class.
 *
 * <p>Greedy: in random order, each image goes where the sum of the squared deviations stays smallest, like iterative
 * stratification (Sechidis, Tsoumakas and Vlahavas (2011), "On the stratification of multi-label data", ECML PKDD,
 * 145-158) and scikit-learn's StratifiedGroupKFold. Then images are moved, and pairs of them swapped, as long as that
 * helps. A missing class costs more than any deviation, and most in the training part.
 */
final class GroupAssignment {

    /** Number of random orders that are tried to find one in which no part lacks a class. */
    private static final int ATTEMPTS = 20;
    /** Swapping takes quadratic time; with more images than this, moves alone come close enough. */
    private static final int MOST_IMAGES_FOR_SWAPS = 300;
    /** Smallest change that counts as an improvement: above rounding errors. */
    private static final double EPSILON = 1e-12;

    /** Fraction of a class's crops that an image has, by image, then by class. */
    private final double[][] weights;
    private final int[][] counts;
    private final Parts parts;
    private final int classes;
    /** Cost of a missing class, by part. */
    private final double[] missing;

    /**
     * @param counts number of crops by image, then by class; each class has crops
     * @param parts two or more
     */
    GroupAssignment(int[][] counts, Parts parts) {
        this.counts = counts;
        this.parts = parts;
        classes = counts[0].length;
        int[] totals = new int[classes];
        for (int[] image : counts) {
            for (int c = 0; c < classes; c++) {
                totals[c] += image[c];
            }
        }
        weights = new double[counts.length][classes];
        for (int g = 0; g < counts.length; g++) {
            for (int c = 0; c < classes; c++) {
                weights[g][c] = (double) counts[g][c] / totals[c];
            }
        }
        // The squared deviations of one class sum to less than 2, because shares are at most 1 and sum to 1.
        missing = new double[parts.count()];
        Arrays.fill(missing, 2.0 * classes);
        if (parts.trainFirst()) {
            missing[0] = 2.0 * classes * classes * parts.count() + 2.0 * classes;
        }
    }

    /** The index of the part of each image. */
    int[] assign(SplittableRandom random) {
        int[] best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int[] partOf = attempt(random);
            double cost = cost(partOf);
            if (cost < lowest) {
                lowest = cost;
                best = partOf;
            }
            // The first complete assignment is taken, not the best of all: otherwise the seed would hardly matter.
            if (lowest < 2.0 * classes) {
                break;
            }
        }
        return best;
    }

    /** Returns the cost to be minimised: squared deviations from the shares plus the costs of missing classes. */
    double cost(int[] partOf) {
        State state = new State();
        for (int g = 0; g < partOf.length; g++) {
            state.add(g, partOf[g], 1);
        }
        return IntStream.range(0, parts.count()).mapToDouble(state::costOf).sum();
    }

    private int[] attempt(SplittableRandom random) {
        int[] order = IntStream.range(0, counts.length).toArray();
        Shuffle.shuffle(order, random);
        int[] partOf = new int[counts.length];
        State state = new State();
        for (int g : order) {
            int best = 0;
            double lowest = Double.POSITIVE_INFINITY;
            for (int p = 0; p < parts.count(); p++) {
                double before = state.costOf(p);
                state.add(g, p, 1);
                double change = state.costOf(p) - before;
                state.add(g, p, -1);
                if (change < lowest - EPSILON) {
                    lowest = change;
                    best = p;
                }
            }
            state.add(g, best, 1);
            partOf[g] = best;
        }
        boolean improved = true;
        while (improved) {
            improved = moveImages(order, partOf, state);
            if (counts.length <= MOST_IMAGES_FOR_SWAPS) {
                improved |= swapImages(order, partOf, state);
            }
        }
        return partOf;
    }

    private boolean moveImages(int[] order, int[] partOf, State state) {
        boolean improved = false;
        for (int g : order) {
            for (int to = 0; to < parts.count(); to++) {
                int from = partOf[g];
                if (to == from) {
                    continue;
                }
                double before = state.costOf(from) + state.costOf(to);
                state.add(g, from, -1);
                state.add(g, to, 1);
                if (state.costOf(from) + state.costOf(to) < before - EPSILON) {
                    partOf[g] = to;
                    improved = true;
                } else {
                    state.add(g, from, 1);
                    state.add(g, to, -1);
                }
            }
        }
        return improved;
    }

    private boolean swapImages(int[] order, int[] partOf, State state) {
        boolean improved = false;
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < i; j++) {
                int g = order[i];
                int h = order[j];
                int partOfG = partOf[g];
                int partOfH = partOf[h];
                if (partOfG == partOfH) {
                    continue;
                }
                double before = state.costOf(partOfG) + state.costOf(partOfH);
                swap(g, partOfG, h, partOfH, state);
                if (state.costOf(partOfG) + state.costOf(partOfH) < before - EPSILON) {
                    partOf[g] = partOfH;
                    partOf[h] = partOfG;
                    improved = true;
                } else {
                    swap(g, partOfH, h, partOfG, state);
                }
            }
        }
        return improved;
    }

    private static void swap(int g, int partOfG, int h, int partOfH, State state) {
        state.add(g, partOfG, -1);
        state.add(h, partOfH, -1);
        state.add(g, partOfH, 1);
        state.add(h, partOfG, 1);
    }

    /** The contents of each part so far. */
    private final class State {

        /** Number of crops by part, then by class. */
        private final int[][] crops = new int[parts.count()][classes];
        /** Fraction of the class's crops, by part, then by class. */
        private final double[][] shares = new double[parts.count()][classes];

        /** Adds an image to a part, or removes it if {@code times} is -1. */
        void add(int image, int part, int times) {
            for (int c = 0; c < classes; c++) {
                crops[part][c] += times * counts[image][c];
                shares[part][c] += times * weights[image][c];
            }
        }

        double costOf(int part) {
            double cost = 0;
            for (int c = 0; c < classes; c++) {
                double deviation = shares[part][c] - parts.shares()[part];
                cost += deviation * deviation;
                if (crops[part][c] == 0) {
                    cost += missing[part];
                }
            }
            return cost;
        }
    }
}
