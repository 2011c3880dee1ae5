package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanOfBetasTest {

    /**
     * The quantiles where the integral of the distribution of one variable over that of the other is 0.025 and 0.975;
     * scipy 1.17:
     * <pre>
     * u, w = numpy.polynomial.legendre.leggauss(4000)
     * x = beta.ppf((u + 1) / 2, a0, b0)
     * brentq(lambda q: sum(w / 2 * beta.cdf(2 * q - x, a1, b1)) - p, 0, 1)
     * </pre>
     */
    @ParameterizedTest
    @CsvSource({"3.25, 0.75, 12.25, 0.75, 0.64783901, 0.99120828", "2.25, 1.75, 11.25, 1.75, 0.47814963, 0.92245557",
            "0.25, 5.75, 5.25, 0.75, 0.28462569, 0.59644488", "30.25, 11.75, 150.25, 14.75, 0.74062660, 0.88082919",
            "9000.25, 1000.75, 60.25, 10.75, 0.82845780, 0.91084861"})
    void quantilesAreThoseOfScipy(double a0, double b0, double a1, double b1, double low, double high) {
        MeanOfBetas mean = new MeanOfBetas(new double[] {a0, a1}, new double[] {b0, b1});
        assertEquals(low, mean.quantile(0.025), 2e-4);
        assertEquals(high, mean.quantile(0.975), 2e-4);
    }

    @Test
    void meanOfOneIsItsDistribution() {
        for (double[] parameters : new double[][] {{1, 1}, {2.25, 1.75}, {0.25, 20}, {19_990.25, 10.75}}) {
            BetaDistribution beta = new BetaDistribution(parameters[0], parameters[1]);
            MeanOfBetas mean = new MeanOfBetas(new double[] {parameters[0]}, new double[] {parameters[1]});
            for (double share : new double[] {0.025, 0.5, 0.975}) {
                assertEquals(beta.inverseCumulativeProbability(share), mean.quantile(share),
                        0.01 * Math.sqrt(beta.getNumericalVariance()));
            }
        }
    }

    /** Of several the variance is the sum of theirs, divided by the square of their number. */
    @Test
    void meanOfManyIsNearlyNormal() {
        int variables = 12;
        double[] alphas = new double[variables];
        double[] betas = new double[variables];
        Arrays.fill(alphas, 20);
        Arrays.fill(betas, 20);
        double deviation = Math.sqrt(0.25 / 41 / variables);
        MeanOfBetas mean = new MeanOfBetas(alphas, betas);
        assertEquals(0.5, mean.quantile(0.5), 1e-6);
        assertEquals(0.5 + 1.96 * deviation, mean.quantile(0.975), 0.03 * deviation);
    }
}
