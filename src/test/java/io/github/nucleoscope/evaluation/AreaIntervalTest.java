package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class AreaIntervalTest {

    private static final double Z = 1.959963984540054;

    /** Leaving out one nucleus at a time: for two classes the jackknife within each class is DeLong's estimate. */
    @Test
    void varianceOfTwoClassesIsThatOfTheJackknife() {
        List<Outcome> outcomes = outcomes(new int[] {13, 6}, 1.2, new SplittableRandom(1));
        assertEquals(jackknife(outcomes, 2), variance(outcomes, 2), 1e-12);
    }

    /** With three the jackknife differs by 1/n, as it divides by the number of nuclei without the one left out. */
    @Test
    void varianceOfThreeClassesIsNearlyThatOfTheJackknife() {
        List<Outcome> outcomes = outcomes(new int[] {80, 50, 120}, 1, new SplittableRandom(2));
        double expected = jackknife(outcomes, 3);
        assertEquals(expected, variance(outcomes, 3), 0.02 * expected);
    }

    /** A class of which there is no nucleus changes nothing, whether its probability is there or not. */
    @Test
    void anAbsentClassIsLeftOut() {
        List<Outcome> two = outcomes(new int[] {13, 6}, 1.2, new SplittableRandom(1));
        List<Outcome> three = two.stream().map(o -> new Outcome(o.truth(),
                new double[] {o.probability(0), o.probability(1), 0}, o.source(), false)).toList();
        assertEquals(variance(two, 2), variance(three, 3), 1e-12);
        assertEquals(interval(two), interval(three));
    }

    /**
     * Newcombe 2006, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2",
     * method 5: the difference of either end from the measured area is 1.96 standard errors, for the variance of Hanley
     * and McNeil 1982 at that end with (m + n) / 2 - 1 in place of m - 1 and n - 1.
     */
    @Test
    void newcombesEndsSolveHisEquation() {
        for (int[] counts : new int[][] {{12, 3}, {58, 51}, {1, 1}, {800, 200}}) {
            for (double area : new double[] {0, 0.02, 0.4, 0.893, 1}) {
                Interval interval = AreaInterval.newcombe(counts, area);
                if (area > 0) {
                    assertEquals(area - interval.low(), Z * newcombesError(interval.low(), counts), 1e-9);
                } else {
                    assertEquals(0, interval.low(), 1e-9);
                }
                if (area < 1) {
                    assertEquals(interval.high() - area, Z * newcombesError(interval.high(), counts), 1e-9);
                } else {
                    assertEquals(1, interval.high(), 1e-9);
                }
            }
        }
    }

    private static double newcombesError(double area, int[] counts) {
        double m = counts[0];
        double n = counts[1];
        double q1 = area / (2 - area);
        double q2 = 2 * area * area / (1 + area);
        double others = (m + n) / 2 - 1;
        return Math.sqrt((area * (1 - area) + others * (q1 - area * area) + others * (q2 - area * area)) / (m * n));
    }

    /** By hand, from the variance: symmetrical on the logit scale. Here DeLong's is the wider of the two. */
    @Test
    void deLongsIsUsedWhereItIsWider() {
        SplittableRandom random = new SplittableRandom(5);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            // Of the rarer class half are at the top, half among the lower of the others.
            double score = i < 120 ? random.nextDouble() * 0.8 : i % 2 == 0 ? 0.9 : 0.2;
            outcomes.add(new Outcome(i < 120 ? 0 : 1, new double[] {1 - score, score}, "crop " + i, false));
        }
        double area = Metrics.auc(outcomes);
        double logit = Math.log(area / (1 - area));
        double half = Z * Math.sqrt(variance(outcomes, 2)) / (area * (1 - area));
        double low = 1 / (1 + Math.exp(-(logit - half)));
        Interval interval = interval(outcomes);
        assertEquals(low, interval.low(), 1e-9);
        assertTrue(AreaInterval.newcombe(new int[] {120, 30}, area).low() > low + 0.005);
    }

    @Test
    void separatedAndTiedClassesHaveAWidth() {
        for (double[] scores : new double[][] {{0.2, 0.8}, {0.8, 0.2}, {0.5, 0.5}}) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                double score = scores[i < 12 ? 0 : 1];
                outcomes.add(new Outcome(i < 12 ? 0 : 1, new double[] {1 - score, score}, "crop " + i, false));
            }
            Interval interval = interval(outcomes);
            assertTrue(interval.contains(Metrics.auc(outcomes)));
            assertTrue(interval.low() >= 0 && interval.high() <= 1, interval.toString());
            assertTrue(interval.high() - interval.low() > 0.3, interval.toString());
        }
    }

    /** 0.93 less three standard errors of a share of 1,000 experiments. */
    @Test
    void intervalsHoldTheTruthWithThreeNuclei() {
        SplittableRandom random = new SplittableRandom(6);
        for (double recall : new double[] {0.6, 0.75, 0.9, 0.95}) {
            SimulatedExperiments.Normals normals = SimulatedExperiments.Normals.of(recall, recall, 1);
            double area = normals.truth(12, 3).auc();
            int held = 0;
            for (int experiment = 0; experiment < 1000; experiment++) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int i = 0; i < 15; i++) {
                    outcomes.add(normals.draw(i < 12 ? 0 : 1, random, "crop " + i));
                }
                held += interval(outcomes).contains(area) ? 1 : 0;
            }
            assertTrue(held >= 906, held + " of 1000 with recalls of " + recall);
        }
    }

    private static Interval interval(List<Outcome> outcomes) {
        return AreaInterval.ofNuclei(RankedScores.ofAllClasses(outcomes), truth(outcomes),
                counts(outcomes, outcomes.get(0).classCount()), Metrics.auc(outcomes));
    }

    private static double variance(List<Outcome> outcomes, int classes) {
        return AreaInterval.variance(RankedScores.ofAllClasses(outcomes), truth(outcomes), counts(outcomes, classes));
    }

    private static int[] truth(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(Outcome::truth).toArray();
    }

    private static int[] counts(List<Outcome> outcomes, int classes) {
        return IntStream.range(0, classes)
                .map(c -> (int) outcomes.stream().filter(outcome -> outcome.truth() == c).count()).toArray();
    }

    private static double jackknife(List<Outcome> outcomes, int classes) {
        double variance = 0;
        for (int c = 0; c < classes; c++) {
            int truth = c;
            double[] without = outcomes.stream().filter(outcome -> outcome.truth() == truth).mapToDouble(left -> {
                List<Outcome> others = new ArrayList<>(outcomes);
                others.remove(left);
                return Metrics.auc(others);
            }).toArray();
            double mean = Arrays.stream(without).average().orElseThrow();
            variance += Arrays.stream(without).map(area -> (area - mean) * (area - mean)).sum()
                    * (without.length - 1) / without.length;
        }
        return variance;
    }

    /** Scores with ties: exponentials of rounded normal ones, higher for the true class. */
    private static List<Outcome> outcomes(int[] counts, double separation, SplittableRandom random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int i = 0; i < counts[truth]; i++) {
                double[] scores = new double[counts.length];
                for (int c = 0; c < scores.length; c++) {
                    scores[c] = Math.exp(Math.round(2 * random.nextGaussian()) / 2.0 + (c == truth ? separation : 0));
                }
                double sum = Arrays.stream(scores).sum();
                outcomes.add(new Outcome(truth, Arrays.stream(scores).map(score -> score / sum).toArray(),
                        "crop " + outcomes.size(), false));
            }
        }
        return outcomes;
    }
}
