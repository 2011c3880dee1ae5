package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

class ConfusionPosteriorTest {

    /** The lower end is the 2.5 % quantile of Beta(x + 1/4, n - x + 3/4), the upper one mirrors it: as MeanOfBetas. */
    @Test
    void balancedAccuracyIsThatOfScipy() {
        Interval interval = new ConfusionPosterior(two(9, 3, 1, 2)).balancedAccuracy();
        assertInterval(mean(new double[] {9.25, 2.25}, new double[] {3.75, 1.75}, 0.025),
                mean(new double[] {9.75, 2.75}, new double[] {3.25, 1.25}, 0.975), interval, 1e-12);
        // scipy 1.17, by the program in MeanOfBetasTest
        assertInterval(0.478150, 0.964091, new ConfusionPosterior(two(11, 1, 1, 2)).balancedAccuracy(), 2e-4);
        assertInterval(0.740627, 0.887085, new ConfusionPosterior(two(30, 11, 14, 150)).balancedAccuracy(), 2e-4);
        assertInterval(0.647839, 1, new ConfusionPosterior(two(12, 0, 0, 3)).balancedAccuracy(), 2e-4);
    }

    /** numpy 2: 2.5 % and 97.5 % quantiles of 4,000,000 draws with the prior of either end. */
    @Test
    void threeClassesAreThoseOfNumpy() {
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b", "c"),
                new long[][] {{3, 1, 0}, {1, 8, 1}, {5, 5, 20}});
        assertInterval(0.5266, 0.8664, new ConfusionPosterior(matrix).balancedAccuracy(), 5e-4);
    }

    /**
     * numpy 2, with the recalls a and b of n0 and n1 nuclei drawn 4,000,000 times from either prior, and the
     * coefficient from the four counts n0 a, n0 (1 - a), n1 (1 - b), n1 b.
     */
    @Test
    void mccIsThatOfNumpy() {
        assertInterval(-0.0447, 0.9145, new ConfusionPosterior(two(11, 1, 1, 2)).mcc(), 0.03);
        assertInterval(0.4783, 0.7480, new ConfusionPosterior(two(150, 14, 11, 30)).mcc(), 0.01);
        assertInterval(0.3397, 1, new ConfusionPosterior(two(12, 0, 0, 3)).mcc(), 0.03);
    }

    /** With three classes it matters which one a wrong prediction is of, and that is drawn, too. */
    @Test
    void mccOfThreeClassesIsThatOfANaiveTwin() {
        long[][] counts = {{6, 2, 0}, {1, 15, 4}, {0, 3, 30}};
        Interval interval = new ConfusionPosterior(new ConfusionMatrix(List.of("a", "b", "c"), counts)).mcc();
        int draws = 20_000;
        Well19937c random = new Well19937c(7);
        double[][] mccs = new double[2][draws];
        for (int end = 0; end < 2; end++) {
            double right = end == 0 ? 1 / 6.0 : 3 / 6.0;
            double wrong = end == 0 ? 3 / 12.0 : 1 / 12.0;
            GammaDistribution[][] gammas = new GammaDistribution[3][3];
            for (int t = 0; t < 3; t++) {
                for (int p = 0; p < 3; p++) {
                    gammas[t][p] = new GammaDistribution(random, counts[t][p] + (t == p ? right : wrong), 1);
                }
            }
            for (int draw = 0; draw < draws; draw++) {
                double[][] sampled = new double[3][3];
                for (int t = 0; t < 3; t++) {
                    double sum = 0;
                    for (int p = 0; p < 3; p++) {
                        sampled[t][p] = gammas[t][p].sample();
                        sum += sampled[t][p];
                    }
                    for (int p = 0; p < 3; p++) {
                        sampled[t][p] *= (counts[t][0] + counts[t][1] + counts[t][2]) / sum;
                    }
                }
                mccs[end][draw] = Metrics.mcc(sampled);
            }
        }
        assertInterval(Bootstrap.middle95(mccs[0]).low(), Bootstrap.middle95(mccs[1]).high(), interval, 0.02);
    }

    /**
     * Summed over all 52 results with 3 and 12 nuclei: a coverage without chance, but for the draws of the coefficient.
     * With Brodersen's uniform prior the balanced accuracy is covered in as few as 76 %.
     */
    @Test
    void intervalsHoldTheTruthWithThreeNuclei() {
        int few = 3;
        int many = 12;
        Interval[][] ofMean = new Interval[few + 1][many + 1];
        Interval[][] ofMcc = new Interval[few + 1][many + 1];
        for (int a = 0; a <= few; a++) {
            for (int b = 0; b <= many; b++) {
                ConfusionMatrix matrix = two(b, many - b, few - a, a);
                ConfusionPosterior posterior = new ConfusionPosterior(matrix);
                ofMean[a][b] = posterior.balancedAccuracy();
                ofMcc[a][b] = posterior.mcc();
                assertTrue(ofMean[a][b].contains(Metrics.balancedAccuracy(matrix)));
                assertTrue(ofMcc[a][b].contains(Metrics.mcc(matrix)));
                assertTrue(ofMean[a][b].low() >= 0 && ofMean[a][b].high() <= 1);
                assertTrue(ofMean[a][b].high() - ofMean[a][b].low() > 0.2);
                assertTrue(ofMcc[a][b].high() - ofMcc[a][b].low() > 0.3);
            }
        }
        for (double recallOfFew : new double[] {0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
            for (double recallOfMany : new double[] {0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
                BinomialDistribution ofFew = new BinomialDistribution(few, recallOfFew);
                BinomialDistribution ofMany = new BinomialDistribution(many, recallOfMany);
                double mcc = Metrics.mcc(new double[][] {{many * recallOfMany, many * (1 - recallOfMany)},
                        {few * (1 - recallOfFew), few * recallOfFew}});
                double meanHeld = 0;
                double mccHeld = 0;
                for (int a = 0; a <= few; a++) {
                    for (int b = 0; b <= many; b++) {
                        double probability = ofFew.probability(a) * ofMany.probability(b);
                        meanHeld += ofMean[a][b].contains((recallOfFew + recallOfMany) / 2) ? probability : 0;
                        mccHeld += ofMcc[a][b].contains(mcc) ? probability : 0;
                    }
                }
                double least = Math.max(recallOfFew, recallOfMany) > 0.95 ? 0.9 : 0.93;
                String recalls = recallOfFew + ", " + recallOfMany + ": ";
                assertTrue(meanHeld >= least, "balanced accuracy, " + recalls + meanHeld);
                assertTrue(mccHeld >= least, "MCC, " + recalls + mccHeld);
            }
        }
    }

    @Test
    void fewerObservationsGiveAWiderInterval() {
        ConfusionMatrix matrix = two(100, 0, 0, 60);
        Interval ofNuclei = new ConfusionPosterior(matrix).balancedAccuracy();
        Interval ofImages = new ConfusionPosterior(matrix, new int[] {12, 3}).balancedAccuracy();
        assertTrue(ofNuclei.low() > 0.96, ofNuclei.toString());
        assertInterval(0.647839, 1, ofImages, 2e-4);
    }

    @Test
    void gammaSamplesHaveTheirMeanAndVariance() {
        for (double shape : new double[] {0.05, 0.75, 1, 3.25, 400}) {
            GammaSampler sampler = new GammaSampler(new SplittableRandom(3), shape);
            DescriptiveStatistics draws = new DescriptiveStatistics(
                    IntStream.range(0, 40_000).mapToDouble(i -> sampler.next()).toArray());
            // Both are the shape; five standard errors of them.
            assertEquals(shape, draws.getMean(), 5 * Math.sqrt(shape / 40_000));
            assertEquals(shape, draws.getVariance(), 5 * Math.sqrt((2 * shape * shape + 6 * shape) / 40_000));
            GammaDistribution gamma = new GammaDistribution(shape, 1);
            assertEquals(0.9, gamma.cumulativeProbability(draws.getPercentile(90)), 0.008);
        }
    }

    private static double mean(double[] alphas, double[] betas, double share) {
        return new MeanOfBetas(alphas, betas).quantile(share);
    }

    private static ConfusionMatrix two(long aa, long ab, long ba, long bb) {
        return new ConfusionMatrix(List.of("a", "b"), new long[][] {{aa, ab}, {ba, bb}});
    }

    private static void assertInterval(double low, double high, Interval interval, double tolerance) {
        assertEquals(low, interval.low(), tolerance);
        assertEquals(high, interval.high(), tolerance);
    }
}
