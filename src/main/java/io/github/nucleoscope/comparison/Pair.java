package io.github.nucleoscope.comparison;

import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.evaluation.McNemar;
import io.github.nucleoscope.evaluation.ResampledTTest;

/**
 * Two contenders on the same folds and nuclei.
 *
 * @param first contender
 * @param second contender
 * @param difference corrected t-test of the balanced accuracies by fold, first minus second
 * @param adjustedP p-value of {@code difference}, adjusted by Holm over the pairs of the family
 * @param nuclei McNemar's test on all nuclei, each counted once with its mean probabilities over the seeds
 * @param adjustedNucleiP p-value of {@code nuclei}, adjusted by Holm over the same pairs
 */
public record Pair(Contender first, Contender second, ResampledTTest difference, double adjustedP, McNemar nuclei,
        double adjustedNucleiP) {

    private static final double LEVEL = 0.05;

    /** Returns the 95 % interval of the difference, within [-1, 1]: with few folds the test's own may be wider. */
    public Interval ci95() {
        return new Interval(Math.max(-1, difference.ci95().low()), Math.min(1, difference.ci95().high()));
    }

    /** Returns whether the contenders differ significantly, in either direction. */
    public boolean isDifferent() {
        return adjustedP < LEVEL;
    }

    /** Returns whether the first contender is significantly better. */
    public boolean isFirstBetter() {
        return isDifferent() && difference.mean() > 0;
    }

    /** Returns whether the second contender is significantly better. */
    public boolean isSecondBetter() {
        return isDifferent() && difference.mean() < 0;
    }
}
