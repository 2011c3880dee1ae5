package io.github.nucleoscope.comparison;

import io.github.nucleoscope.evaluation.McNemar;
import io.github.nucleoscope.evaluation.ResampledTTest;

/**
 * Two contenders on the same folds and nuclei.
 *
 * @param first who
 * @param second against whom
 * @param difference of the balanced accuracies, first less second, by fold
 * @param adjustedP p of that by Holm, over the pairs of its family
 * @param nuclei both on all nuclei, each once: its probabilities are the mean over the seeds
 * @param adjustedNucleiP p of that by Holm, over the same pairs
 */
public record Pair(Contender first, Contender second, ResampledTTest difference, double adjustedP, McNemar nuclei,
        double adjustedNucleiP) {

    private static final double LEVEL = 0.05;

    /** Whether the difference is shown, either way. */
    public boolean isDifferent() {
        return adjustedP < LEVEL;
    }

    /** Whether the first is shown to be better. */
    public boolean isFirstBetter() {
        return isDifferent() && difference.mean() > 0;
    }

    /** Whether the second is shown to be better. */
    public boolean isSecondBetter() {
        return isDifferent() && difference.mean() < 0;
    }
}
