package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.apache.commons.math3.distribution.NormalDistribution;

/** Evaluations of simulated classifiers, whose true values are known, on nuclei whose images are not. */
final class SimulatedExperiments {

    private SimulatedExperiments() {}

    /** The true values of three metrics. */
    record Truth(double balancedAccuracy, double mcc, double auc) {}

    /**
     * A simulated classifier of two classes: within each, the score for class 1 minus that for class 0 has a normal
     * distribution.
     *
     * @param means mean of the difference, by true class
     * @param spreads its standard deviation, by true class
     */
    record Normals(double[] means, double[] spreads) {

        private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

        /** Returns the classifier with given recalls of class 0 and 1, and standard deviations of 1 and of spread. */
        static Normals of(double recall0, double recall1, double spread) {
            return new Normals(new double[] {-STANDARD.inverseCumulativeProbability(recall0),
                    spread * STANDARD.inverseCumulativeProbability(recall1)}, new double[] {1, spread});
        }

        Outcome draw(int truth, SplittableRandom random, String name) {
            double difference = means[truth] + spreads[truth] * random.nextGaussian();
            double ofOne = 1 / (1 + Math.exp(-difference));
            return new Outcome(truth, new double[] {1 - ofOne, ofOne}, name, false);
        }

        /** Returns the true values where there are as many nuclei of each class as given. */
        Truth truth(int nuclei0, int nuclei1) {
            double recall0 = STANDARD.cumulativeProbability(-means[0] / spreads[0]);
            double recall1 = STANDARD.cumulativeProbability(means[1] / spreads[1]);
            double[][] counts = {{nuclei0 * recall0, nuclei0 * (1 - recall0)},
                    {nuclei1 * (1 - recall1), nuclei1 * recall1}};
            return new Truth((recall0 + recall1) / 2, Metrics.mcc(counts), STANDARD.cumulativeProbability(
                    (means[1] - means[0]) / Math.hypot(spreads[0], spreads[1])));
        }
    }

    /** Counts the intervals of the three metrics that hold the truth. */
    static final class Coverage {

        private static final double ROUNDING = 1e-9;

        private int experiments;
        private final int[] held = new int[3];
        private double width;

        void add(Evaluation evaluation, Truth truth) {
            experiments++;
            held[0] += holds(evaluation.balancedAccuracy().ci95(), truth.balancedAccuracy());
            held[1] += holds(evaluation.mcc().ci95(), truth.mcc());
            held[2] += holds(evaluation.auc().ci95(), truth.auc());
            Interval interval = evaluation.balancedAccuracy().ci95();
            width += interval.high() - interval.low();
        }

        private static int holds(Interval interval, double truth) {
            return interval.low() <= truth + ROUNDING && truth - ROUNDING <= interval.high() ? 1 : 0;
        }

        double balancedAccuracy() {
            return held[0] / (double) experiments;
        }

        double mcc() {
            return held[1] / (double) experiments;
        }

        double auc() {
            return held[2] / (double) experiments;
        }

        double meanWidth() {
            return width / experiments;
        }
    }

    /** Simulates experiments with two classes. */
    static Coverage ofTwo(Normals normals, int nuclei0, int nuclei1, int experiments, SplittableRandom random) {
        Truth truth = normals.truth(nuclei0, nuclei1);
        Coverage coverage = new Coverage();
        for (int e = 0; e < experiments; e++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < nuclei0 + nuclei1; i++) {
                outcomes.add(normals.draw(i < nuclei0 ? 0 : 1, random, "crop " + i));
            }
            coverage.add(Evaluation.of(List.of("a", "b"), outcomes), truth);
        }
        return coverage;
    }
}
