package io.github.nucleoscope.network;

import java.util.Random;

/**
 * Initialisation of weights; biases are initialised with 0. Glorot and Bengio, "Understanding the difficulty of
 * training deep feedforward neural networks", 2010, preserve the variance of activations with a weight variance of 2 /
 * (fan in + fan out) (equation 12); He et al., "Delving Deep into Rectifiers", 2015, with 2 / fan in, because ReLU
 * halves it (equation 10).
 */
public enum Initialisation {
    /** Uniform in ±sqrt(6 / (fan in + fan out)). */
    GLOROT_UNIFORM {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return uniform(random, 2.0 / (fanIn + fanOut));
        }
    },
    /** Normal with variance 2 / (fan in + fan out). */
    GLOROT_NORMAL {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return normal(random, 2.0 / (fanIn + fanOut));
        }
    },
    /** Uniform in ±sqrt(6 / fan in). */
    HE_UNIFORM {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return uniform(random, 2.0 / fanIn);
        }
    },
    /** Normal with variance 2 / fan in. */
    HE_NORMAL {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return normal(random, 2.0 / fanIn);
        }
    };

    abstract float draw(Random random, long fanIn, long fanOut);

    private static float uniform(Random random, double variance) {
        return (float) ((2 * random.nextDouble() - 1) * Math.sqrt(3 * variance));
    }

    private static float normal(Random random, double variance) {
        return (float) (random.nextGaussian() * Math.sqrt(variance));
    }
}
