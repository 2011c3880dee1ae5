package io.github.nucleoscope.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nuclei sorted by the probability of one class. They are sorted once, so that the area under the ROC curve of each
 * bootstrap resample takes one pass.
 */
final class RankedScores {

    /** Indices of the nuclei, by ascending probability. */
    private final int[] order;
    /** Whether the nucleus at each rank is of the class. */
    private final boolean[] positive;
    /** Whether the nucleus at each rank has a lower probability than the next one. */
    private final boolean[] lastOfTie;

    RankedScores(List<Outcome> outcomes, int classIndex) {
        int n = outcomes.size();
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = outcomes.get(i).probability(classIndex);
        }
        order = IntStream.range(0, n).boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue).toArray();
        positive = new boolean[n];
        lastOfTie = new boolean[n];
        for (int i = 0; i < n; i++) {
            positive[i] = outcomes.get(order[i]).truth() == classIndex;
            lastOfTie[i] = i == n - 1 || scores[order[i]] != scores[order[i + 1]];
        }
    }

    /**
     * Returns the fraction of the pairs (nucleus of the class, nucleus of another class) in which the first has the
     * higher probability; a tie counts one half.
     *
     * @param weights how often each nucleus counts, by its index
     * @return in [0, 1]; NaN if there is no pair
     */
    double areaUnderCurve(int[] weights) {
        long positives = 0;
        long negatives = 0;
        long tiedPositives = 0;
        long tiedNegatives = 0;
        long twiceWon = 0;
        for (int i = 0; i < order.length; i++) {
            int weight = weights[order[i]];
            if (positive[i]) {
                tiedPositives += weight;
            } else {
                tiedNegatives += weight;
            }
            if (lastOfTie[i]) {
                twiceWon += tiedPositives * (2 * negatives + tiedNegatives);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        return twiceWon / (2.0 * positives * negatives);
    }

    /**
     * Adds the placement of each nucleus among those of the other side, divided by the number of nuclei of its own side
     * (class or rest): for a nucleus of the class, the fraction of the others with a lower probability; for another
     * nucleus, the fraction of those of the class with a higher one; ties count one half. Nothing is added if there is
     * no pair.
     *
     * @param sums one for each nucleus, by its index
     */
    void addPlacements(double[] sums) {
        int positives = 0;
        for (boolean isPositive : positive) {
            positives += isPositive ? 1 : 0;
        }
        double pairs = (double) positives * (order.length - positives);
        if (pairs == 0) {
            return;
        }
        int positivesBelow = 0;
        int negativesBelow = 0;
        int first = 0;
        for (int last = 0; last < order.length; last++) {
            if (!lastOfTie[last]) {
                continue;
            }
            int tiedPositives = 0;
            for (int i = first; i <= last; i++) {
                tiedPositives += positive[i] ? 1 : 0;
            }
            int tiedNegatives = last + 1 - first - tiedPositives;
            int positivesAbove = positives - positivesBelow - tiedPositives;
            for (int i = first; i <= last; i++) {
                sums[order[i]] += (positive[i] ? negativesBelow + tiedNegatives / 2.0
                        : positivesAbove + tiedPositives / 2.0) / pairs;
            }
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            first = last + 1;
        }
    }

    /**
     * Returns the area under the curve for all classes: that of class 1 if there are two, otherwise the mean over the
     * classes, one versus rest, without the classes for which there is no pair.
     *
     * @param ranked as {@link #ofAllClasses} returns them
     * @param weights how often each nucleus counts, by its index
     * @return in [0, 1]; NaN if there is no pair
     */
    static double meanAreaUnderCurve(List<RankedScores> ranked, int[] weights) {
        double sum = 0;
        int defined = 0;
        for (RankedScores scores : ranked) {
            double area = scores.areaUnderCurve(weights);
            if (!Double.isNaN(area)) {
                sum += area;
                defined++;
            }
        }
        return sum / defined;
    }

    /** Ranks the nuclei for class 1 if there are two classes (class 0 is its mirror image), else for each class. */
    static List<RankedScores> ofAllClasses(List<Outcome> outcomes) {
        int classes = outcomes.get(0).classCount();
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .mapToObj(c -> new RankedScores(outcomes, c))
                .toList();
    }
}
