package io.github.nucleoscope.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.evaluation.ResampledTTest;

/**
 * How one contender did. Estimates are means over the folds of all seeds; their 95 % intervals allow for the crops
 * that the folds share ({@link ResampledTTest}).
 *
 * @param contender who
 * @param results one per fold of each seed, in order
 * @param trainings of a network, remedied or not, in the same order; empty for the others
 * @param parameters weights and biases of a network; 0 for the others, and where remedies may have changed it
 * @param secondsPerEpoch median over all epochs of its trainings; NaN for those without
 * @param cropsPerSecond how fast it answers, on this machine
 */
public record Standing(Contender contender, List<FoldResult> results, List<TrainedNetwork> trainings, long parameters,
        double secondsPerEpoch, double cropsPerSecond, Estimate accuracy, Estimate balancedAccuracy, Estimate mcc,
        Estimate auc) {

    public Standing {
        results = List.copyOf(results);
        trainings = List.copyOf(trainings);
    }

    static Standing of(Contender contender, List<FoldResult> results, List<TrainedNetwork> trainings, long parameters,
            double cropsPerSecond, double testByTrain) {
        double[] seconds = trainings.stream().flatMap(t -> t.history().stream()).mapToDouble(e -> e.seconds()).sorted()
                .toArray();
        return new Standing(contender, results, trainings, parameters,
                seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2], cropsPerSecond,
                estimate(results, FoldResult::accuracy, 0, testByTrain),
                estimate(results, FoldResult::balancedAccuracy, 0, testByTrain),
                estimate(results, FoldResult::mcc, -1, testByTrain),
                estimate(results, FoldResult::auc, 0, testByTrain));
    }

    /** Folds where the figure is not defined are left out; the interval ends where the figure's range does. */
    private static Estimate estimate(List<FoldResult> results, ToDoubleFunction<FoldResult> figure, double lowest,
            double testByTrain) {
        double[] figures = results.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).toArray();
        if (figures.length < 2) {
            return new Estimate(Double.NaN, Interval.UNDEFINED);
        }
        ResampledTTest test = ResampledTTest.of(figures, testByTrain);
        return new Estimate(test.mean(), new Interval(Math.max(lowest, test.ci95().low()),
                Math.min(1, test.ci95().high())));
    }
}
