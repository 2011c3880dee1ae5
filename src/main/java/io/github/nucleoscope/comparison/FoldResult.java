package io.github.nucleoscope.comparison;

import java.util.List;

import io.github.nucleoscope.evaluation.ConfusionMatrix;
import io.github.nucleoscope.evaluation.Metrics;
import io.github.nucleoscope.evaluation.Outcome;

/**
 * The predictions of one contender for the test part of one fold.
 *
 * @param seed of the cross-validation
 * @param fold from 0
 * @param nuclei index of each nucleus in the dataset
 * @param outcomes one per nucleus, in the same order
 * @param accuracy in [0, 1]
 * @param balancedAccuracy in [0, 1]
 * @param mcc in [-1, 1]
 * @param auc in [0, 1]; NaN if the test part has only one class
 */
public record FoldResult(long seed, int fold, List<Integer> nuclei, List<Outcome> outcomes, double accuracy,
        double balancedAccuracy, double mcc, double auc) {

    public FoldResult {
        nuclei = List.copyOf(nuclei);
        outcomes = List.copyOf(outcomes);
    }

    static FoldResult of(long seed, int fold, List<Integer> nuclei, List<Outcome> outcomes, List<String> classNames) {
        ConfusionMatrix matrix = ConfusionMatrix.of(classNames, outcomes.stream().mapToInt(Outcome::truth).toArray(),
                outcomes.stream().mapToInt(Outcome::predicted).toArray());
        return new FoldResult(seed, fold, nuclei, outcomes, Metrics.accuracy(matrix), Metrics.balancedAccuracy(matrix),
                Metrics.mcc(matrix), Metrics.auc(outcomes));
    }
}
