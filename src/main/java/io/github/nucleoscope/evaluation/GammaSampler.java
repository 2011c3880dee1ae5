package io.github.nucleoscope.evaluation;

import java.util.SplittableRandom;

/**
 * Draws from a gamma distribution of scale 1.
 *
 * <p>Source: Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM Trans. Math. Softw.
 * 26:363-372; their note at the end of section 6 for shapes below 1.
 */
final class GammaSampler {

    private final SplittableRandom random;
    private final double shape;
    private final double d;
    private final double c;

    /**
     * Creates a sampler.
     *
     * @param shape above 0
     */
    GammaSampler(SplittableRandom random, double shape) {
        this.random = random;
        this.shape = shape;
        d = (shape < 1 ? shape + 1 : shape) - 1 / 3.0;
        c = 1 / Math.sqrt(9 * d);
    }

    /** Returns the next draw, 0 or more: shapes near 0 give 0 where the value is below the smallest double. */
    double next() {
        double value = nextOfShapeAboveOne();
        return shape < 1 ? value * Math.pow(random.nextDouble(), 1 / shape) : value;
    }

    private double nextOfShapeAboveOne() {
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0) {
                double u = random.nextDouble();
                // The first condition implies the second one, and is quicker.
                if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
