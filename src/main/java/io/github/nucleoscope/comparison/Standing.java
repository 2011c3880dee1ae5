package io.github.nucleoscope.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.evaluation.ResampledTTest;

/**
 * The results of one contender. Estimates are means over the folds of all seeds; their 95 % intervals allow for the
 * training crops that the folds share ({@link ResampledTTest}).
 *
 * @param contender whose results these are
 * @param results one per fold of each seed, in order
 * @param trainings of a network, with remedies or not, in the same order; empty for other contenders
 * @param parameters number of weights and biases of a network; 0 for other contenders, and if remedies may have
 *     changed the network
 * @param secondsPerEpoch median over all epochs of its trainings; NaN if there are none
 * @param cropsPerSecond prediction speed on this machine
 * @param accuracy in [0, 1]
 * @param balancedAccuracy in [0, 1]
 * @param mcc Matthews correlation coefficient, in [-1, 1]
 * @param auc area under the ROC curve, in [0, 1]
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

    /** Leaves out folds where the figure is not defined, and clips the interval to the figure's range. */
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
