package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/*
 * The expected numbers are from this script (Python 3, numpy 1.24, scipy 1.10):
 *
 * import numpy as np
 * from scipy.stats import binomtest, mannwhitneyu
 * for k, n in [(0, 10), (10, 10), (81, 85), (140, 250), (1, 1)]:
 *     print(k, n, binomtest(k, n).proportion_ci(method='wilson'))
 * M = np.array([[40, 3, 2], [5, 22, 4], [1, 6, 17]])
 * t = np.repeat(np.repeat(range(3), 3), M.ravel()); p = np.repeat(np.tile(range(3), 3), M.ravel())
 * T = np.eye(3)[t]; P = np.eye(3)[p]
 * cov = lambda a, b: ((a - a.mean(0)) * (b - b.mean(0))).mean(0).sum()     # Gorodkin's covariance
 * print('mcc', cov(T, P) / np.sqrt(cov(T, T) * cov(P, P)))
 * r = [(p[t == c] == c).mean() for c in range(3)]; q = [(t[p == c] == c).mean() for c in range(3)]
 * print(r, q, [2 * a * b / (a + b) for a, b in zip(r, q)], np.mean(r), (t == p).mean())
 * B = np.array([[6, 1], [2, 3]])
 * t = np.repeat([0, 0, 1, 1], B.ravel()); p = np.repeat([0, 1, 0, 1], B.ravel())
 * print('mcc of two classes', np.corrcoef(t, p)[0, 1])
 * y = np.array([0, 0, 0, 1, 1, 1, 0, 1]); s = np.array([.1, .4, .35, .8, .4, .65, .7, .35])
 * print('auc', mannwhitneyu(s[y == 1], s[y == 0]).statistic / 16)
 * print('log loss', -np.mean(np.log(np.where(y == 1, s, 1 - s))))
 * q = np.array([[.7, .2, .1], [.3, .4, .3], [.5, .3, .2], [.2, .6, .2], [.4, .4, .2], [.1, .3, .6], [.3, .3, .4],
 *     [.6, .1, .3], [.2, .5, .3]]); y = np.array([0, 0, 0, 1, 1, 2, 2, 2, 1])
 * print(np.mean([mannwhitneyu(q[y == c, c], q[y != c, c]).statistic / ((y == c).sum() * (y != c).sum())
 *     for c in range(3)]), -np.mean(np.log(q[range(9), y])))
 */
class MetricsTest {

    private static final List<String> TWO = List.of("a", "b");
    private static final List<String> THREE = List.of("a", "b", "c");
    private static final ConfusionMatrix MATRIX =
            new ConfusionMatrix(THREE, new long[][] {{40, 3, 2}, {5, 22, 4}, {1, 6, 17}});

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.27753279986288926",
        "10, 10, 0.7224672001371109, 1.0",
        "81, 85, 0.8851627284368123, 0.9815497391669293",
        "140, 250, 0.49802098225828517, 0.6201630218022615",
        "1, 1, 0.20654931437723745, 1.0"})
    void wilsonIntervalIsThatOfScipy(long correct, long total, double low, double high) {
        Interval interval = Metrics.wilson95(correct, total);
        assertEquals(low, interval.low(), 1e-12);
        assertEquals(high, interval.high(), 1e-12);
    }

    @Test
    void wilsonIntervalHoldsTheShareAndStaysWithinItsRange() {
        for (int total = 1; total <= 60; total++) {
            for (int correct = 0; correct <= total; correct++) {
                Interval interval = Metrics.wilson95(correct, total);
                assertTrue(interval.contains((double) correct / total), correct + " of " + total);
                assertTrue(interval.low() >= 0 && interval.high() <= 1, correct + " of " + total);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Metrics.wilson95(3, 2));
        assertThrows(IllegalArgumentException.class, () -> Metrics.wilson95(-1, 2));
    }

    @Test
    void metricsOfThreeClassesAreThoseOfNumpy() {
        assertEquals(0.79, Metrics.accuracy(MATRIX), 1e-12);
        assertEquals(0.7689665471923536, Metrics.balancedAccuracy(MATRIX), 1e-12);
        assertEquals(0.672853082743885, Metrics.mcc(MATRIX), 1e-12);
        assertEquals(0.45, Metrics.majorityBaseline(MATRIX), 1e-12);
        double[] recall = {0.8888888888888888, 0.7096774193548387, 0.7083333333333334};
        double[] precision = {0.8695652173913043, 0.7096774193548387, 0.7391304347826086};
        double[] f1 = {0.8791208791208792, 0.7096774193548389, 0.723404255319149};
        for (int c = 0; c < 3; c++) {
            assertEquals(recall[c], Metrics.recall(MATRIX, c), 1e-12);
            assertEquals(precision[c], Metrics.precision(MATRIX, c), 1e-12);
            assertEquals(f1[c], Metrics.f1(MATRIX, c), 1e-12);
        }
    }

    @Test
    void mccOfTwoClassesIsTheCorrelation() {
        ConfusionMatrix matrix = new ConfusionMatrix(TWO, new long[][] {{6, 1}, {2, 3}});
        assertEquals(0.47809144373375734, Metrics.mcc(matrix), 1e-12);
    }

    /**
     * Chicco and Jurman 2020, "The advantages of the Matthews correlation coefficient (MCC) over F1 score and accuracy
     * in binary classification evaluation", BMC Genomics 21:6, use case A1: 90 true and 9 false positives, 1 false
     * negative, no true one: accuracy 0.90, F1 0.95, MCC -0.03.
     */
    @Test
    void mccSeesWhatAccuracyDoesNot() {
        ConfusionMatrix matrix = new ConfusionMatrix(TWO, new long[][] {{90, 1}, {9, 0}});
        assertEquals(0.95, Metrics.f1(matrix, 0), 5e-3);
        assertEquals(-0.03, Metrics.mcc(matrix), 5e-3);
    }

    @Test
    void mccIsOneWhenAllIsRightMinusOneWhenAllIsWrongZeroWhenItIsNotDefined() {
        assertEquals(1, Metrics.mcc(new ConfusionMatrix(TWO, new long[][] {{5, 0}, {0, 7}})), 1e-12);
        assertEquals(-1, Metrics.mcc(new ConfusionMatrix(TWO, new long[][] {{0, 5}, {7, 0}})), 1e-12);
        assertEquals(0, Metrics.mcc(new ConfusionMatrix(TWO, new long[][] {{5, 0}, {7, 0}})));
        assertEquals(0, Metrics.mcc(new ConfusionMatrix(TWO, new long[][] {{5, 7}, {0, 0}})));
        assertEquals(0, Metrics.mcc(new ConfusionMatrix(TWO, new long[][] {{5, 0}, {0, 0}})));
    }

    @Test
    void classWithoutNucleiHasNoRecallAndIsLeftOutOfTheBalancedAccuracy() {
        ConfusionMatrix matrix = new ConfusionMatrix(THREE, new long[][] {{3, 1, 0}, {1, 1, 0}, {0, 0, 0}});
        assertTrue(Double.isNaN(Metrics.recall(matrix, 2)));
        assertTrue(Double.isNaN(Metrics.precision(matrix, 2)));
        assertTrue(Double.isNaN(Metrics.f1(matrix, 2)));
        assertEquals((0.75 + 0.5) / 2, Metrics.balancedAccuracy(matrix), 1e-12);
    }

    @Test
    void classThatIsNeverRecognisedHasAnF1OfZero() {
        ConfusionMatrix matrix = new ConfusionMatrix(TWO, new long[][] {{3, 0}, {2, 0}});
        assertEquals(0, Metrics.recall(matrix, 1));
        assertTrue(Double.isNaN(Metrics.precision(matrix, 1)));
        assertEquals(0, Metrics.f1(matrix, 1));
    }

    @Test
    void aucAndLogLossOfTwoClassesAreThoseOfScipy() {
        int[] truth = {0, 0, 0, 1, 1, 1, 0, 1};
        double[] scores = {0.1, 0.4, 0.35, 0.8, 0.4, 0.65, 0.7, 0.35};
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
            outcomes.add(new Outcome(truth[i], new double[] {1 - scores[i], scores[i]}, "a"));
        }
        assertEquals(0.6875, Metrics.auc(outcomes), 1e-12);
        assertEquals(0.608872647952713, Metrics.logLoss(outcomes), 1e-12);
    }

    @Test
    void aucAndLogLossOfThreeClassesAreThoseOfScipy() {
        double[][] probabilities = {{.7, .2, .1}, {.3, .4, .3}, {.5, .3, .2}, {.2, .6, .2}, {.4, .4, .2},
            {.1, .3, .6}, {.3, .3, .4}, {.6, .1, .3}, {.2, .5, .3}};
        int[] truth = {0, 0, 0, 1, 1, 2, 2, 2, 1};
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
            outcomes.add(new Outcome(truth[i], probabilities[i], "a"));
        }
        assertEquals(0.9074074074074074, Metrics.auc(outcomes), 1e-12);
        assertEquals(0.7783497361100874, Metrics.logLoss(outcomes), 1e-12);
    }

    @Test
    void aucIsThatOfAllPairs() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            int classes = 2 + random.nextInt(3);
            List<Outcome> outcomes = randomOutcomes(random, classes, 1 + random.nextInt(25));
            assertEquals(aucOfAllPairs(outcomes, classes), Metrics.auc(outcomes), 1e-12, "round " + round);
        }
    }

    @Test
    void aucOfOneClassIsNotDefined() {
        Outcome outcome = new Outcome(1, new double[] {0.3, 0.7}, "a");
        assertTrue(Double.isNaN(Metrics.auc(List.of(outcome, outcome))));
        Outcome ofThree = new Outcome(1, new double[] {0.3, 0.5, 0.2}, "a");
        assertTrue(Double.isNaN(Metrics.auc(List.of(ofThree, ofThree))));
    }

    @Test
    void logLossOfASureMistakeIsFinite() {
        double loss = Metrics.logLoss(List.of(new Outcome(1, new double[] {1, 0}, "a")));
        assertEquals(-Math.log(1e-15), loss, 1e-12);
    }

    @Test
    void nothingCannotBeMeasured() {
        ConfusionMatrix nothing = ConfusionMatrix.of(TWO, new int[0], new int[0]);
        assertThrows(IllegalArgumentException.class, () -> Metrics.accuracy(nothing));
        assertThrows(IllegalArgumentException.class, () -> Metrics.balancedAccuracy(nothing));
        assertThrows(IllegalArgumentException.class, () -> Metrics.mcc(nothing));
        assertThrows(IllegalArgumentException.class, () -> Metrics.majorityBaseline(nothing));
        assertThrows(IllegalArgumentException.class, () -> Metrics.wilson95(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.auc(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Metrics.logLoss(List.of()));
    }

    /** Coarse probabilities (tenths), so that there are many ties. */
    private static List<Outcome> randomOutcomes(SplittableRandom random, int classes, int count) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] probabilities = new double[classes];
            for (int tenth = 0; tenth < 10; tenth++) {
                probabilities[random.nextInt(classes)] += 0.1;
            }
            for (int c = 0; c < classes; c++) {
                probabilities[c] = Math.round(probabilities[c] * 10) / 10.0;
            }
            outcomes.add(new Outcome(random.nextInt(classes), probabilities, "a"));
        }
        return outcomes;
    }

    private static double aucOfAllPairs(List<Outcome> outcomes, int classes) {
        double sum = 0;
        int defined = 0;
        for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
            double won = 0;
            int pairs = 0;
            for (Outcome of : outcomes) {
                for (Outcome other : outcomes) {
                    if (of.truth() == c && other.truth() != c) {
                        pairs++;
                        won += Double.compare(of.probability(c), other.probability(c)) / 2.0 + 0.5;
                    }
                }
            }
            if (pairs > 0) {
                sum += won / pairs;
                defined++;
            }
        }
        return sum / defined;
    }
}
