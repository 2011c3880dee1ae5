package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/**
 * Reference numbers are those of scipy 1.10.1, by this script where a test says so:
 *
 * <pre>{@code
 * import numpy as np
 * from scipy import stats
 * d = np.array([0.05, 0.02, -0.01, 0.04, 0.03, 0.06, 0.00, 0.02, 0.05, 0.01])
 * n = len(d)
 * se = np.sqrt((1 / n + 1 / 4) * d.var(ddof=1)); t = d.mean() / se
 * q = stats.t.ppf
 * print(se, t, 2 * stats.t.sf(abs(t), n - 1), d.mean() - q(.975, n - 1) * se, se * (q(.975, n - 1) + q(.8, n - 1)))
 * for b, c in [(7, 1), (25, 12), (5, 5), (400, 350)]:
 *     m = min(b, c)
 *     cdf, pmf = stats.binom.cdf(m, b + c, .5), stats.binom.pmf(m, b + c, .5)
 *     print(2 * cdf - pmf if b != c else 1 - pmf / 2)
 * }</pre>
 */
class PairedTestsTest {

    private static final double[] DIFFERENCES = {0.05, 0.02, -0.01, 0.04, 0.03, 0.06, 0.00, 0.02, 0.05, 0.01};

    @Test
    void correctedTTestOfScipy() {
        ResampledTTest test = ResampledTTest.of(DIFFERENCES, 1 / 4.0);
        assertEquals(0.027, test.mean(), 1e-12);
        assertEquals(0.013676825492619095, test.standardError(), 1e-12);
        assertEquals(1.974142319397945, test.t(), 1e-10);
        assertEquals(0.07980847994375742, test.p(), 1e-10);
        assertEquals(9, test.degreesOfFreedom());
        assertEquals(-0.003939128752469368, test.ci95().low(), 1e-9);
        assertEquals(0.05793912875246937, test.ci95().high(), 1e-9);
        assertEquals(0.043021289180894595, test.smallestDetectable(), 1e-8);
    }

    /** The textbook test, scipy.stats.ttest_1samp, would have said 0.005: found where there may be nothing. */
    @Test
    void withoutACorrectionItIsTheTextbooksTest() {
        ResampledTTest test = ResampledTTest.of(DIFFERENCES, 1e-15);
        assertEquals(3.693282095959181, test.t(), 1e-9);
        assertEquals(0.004972032396070101, test.p(), 1e-9);
    }

    /**
     * Student 1908, "The probable error of a mean", Biometrika 6:1-25, table on p. 20: hours of sleep that one drug
     * gave more than the other. The output of {@code t.test(extra ~ group, data = sleep, paired = TRUE)} in R is
     * published in its documentation and in textbooks (de Vries and Meys, "R for dummies"): t = -4.0621, df = 9,
     * p = 0.002833, interval -2.4598858 to -0.7001142.
     */
    @Test
    void withoutACorrectionItIsStudentsOwnExample() {
        ResampledTTest test = ResampledTTest.of(new double[] {-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4},
                1e-15);
        assertEquals(-1.58, test.mean(), 1e-12);
        assertEquals(-4.0621, test.t(), 5e-5);
        assertEquals(0.002833, test.p(), 5e-7);
        assertEquals(-2.4598858, test.ci95().low(), 5e-8);
        assertEquals(-0.7001142, test.ci95().high(), 5e-8);
    }

    @Test
    void theSignIsThatOfTheMean() {
        double[] reversed = DIFFERENCES.clone();
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = -reversed[i];
        }
        ResampledTTest test = ResampledTTest.of(reversed, 0.25);
        assertEquals(-0.027, test.mean(), 1e-12);
        assertEquals(0.07980847994375742, test.p(), 1e-10);
    }

    @Test
    void figuresWithoutSpread() {
        ResampledTTest none = ResampledTTest.of(new double[] {0, 0, 0}, 0.5);
        assertEquals(1, none.p());
        assertEquals(new Interval(0, 0), none.ci95());
        // 0.1 three times has a mean that is not 0.1 in binary.
        ResampledTTest always = ResampledTTest.of(new double[] {0.1, 0.1, 0.1}, 0.5);
        assertEquals(0, always.p());
        assertEquals(new Interval(0.1, 0.1), always.ci95());
    }

    @Test
    void tooFewFiguresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ResampledTTest.of(new double[] {1}, 0.5));
        assertThrows(IllegalArgumentException.class, () -> ResampledTTest.of(new double[] {1, 2}, 0));
    }

    /**
     * The smallest detectable difference is found in about 8 of 10 experiments: here with independent figures, of
     * which the standard error is known.
     */
    @Test
    void theSmallestDetectableDifferenceIsFoundInEightOfTen() {
        Random random = new Random(1);
        double detectable = 0;
        int rounds = 4000;
        for (int round = 0; round < rounds; round++) {
            detectable += ResampledTTest.of(normal(random, 15, 0), 1e-12).smallestDetectable() / rounds;
        }
        int found = 0;
        for (int round = 0; round < rounds; round++) {
            found += ResampledTTest.of(normal(random, 15, detectable), 1e-12).p() < 0.05 ? 1 : 0;
        }
        assertEquals(0.8, (double) found / rounds, 0.03);
    }

    private static double[] normal(Random random, int n, double mean) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = mean + random.nextGaussian();
        }
        return values;
    }

    /**
     * Bentur et al. 2009 in Fagerland, Lydersen and Laake 2013, tables 1 and 5: of 21 children 7 and 1 changed;
     * mid-p 0.0391. The others are scipy's.
     */
    @Test
    void mcNemarsMidP() {
        assertEquals(0.0391, McNemar.of(7, 1).p(), 5e-5);
        assertEquals(0.0390625, McNemar.of(1, 7).p(), 1e-12);
        assertEquals(0.03355243967962451, McNemar.of(25, 12).p(), 1e-10);
        assertEquals(0.876953125, McNemar.of(5, 5).p(), 1e-12);
        assertEquals(0.06800134821028234, McNemar.of(400, 350).p(), 1e-9);
        assertEquals(1, McNemar.of(0, 0).p());
    }

    @Test
    void mcNemarCountsWhatTellsTheClassifiersApart() {
        assertEquals(new McNemar(2, 1, McNemar.of(2, 1).p()), McNemar.of(
                new boolean[] {true, true, true, false, false}, new boolean[] {true, false, false, true, false}));
        assertThrows(IllegalArgumentException.class, () -> McNemar.of(new boolean[1], new boolean[2]));
    }

    /**
     * Holm 1979 by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and 0.04 not below the one before. The same as
     * {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} in R.
     */
    @Test
    void holm() {
        assertArrayEquals(new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}),
                1e-12);
        assertArrayEquals(new double[] {1, 1}, Holm.adjust(new double[] {0.7, 0.6}), 0);
        assertArrayEquals(new double[0], Holm.adjust(new double[0]), 0);
    }

    /** Where all differences are chance, at most 5 of 100 families have a test that finds one. */
    @Test
    void holmKeepsTheErrorOfTheFamily() {
        Random random = new Random(2);
        int families = 4000;
        int withError = 0;
        for (int family = 0; family < families; family++) {
            double[] p = random.doubles(6).toArray();
            double lowest = 1;
            for (double adjusted : Holm.adjust(p)) {
                lowest = Math.min(lowest, adjusted);
            }
            withError += lowest < 0.05 ? 1 : 0;
        }
        double share = (double) withError / families;
        assertTrue(share < 0.06 && share > 0.035, "share " + share);
    }
}
