package io.github.nucleoscope.network;

import java.util.Random;

/** How weights start; biases start at 0. */
public enum Initialisation {
    /**
     * Uniform in ±sqrt(6 / (fan in + fan out)): Glorot and Bengio, "Understanding the difficulty of training deep
     * feedforward neural networks", 2010, equation 16.
     */
    GLOROT {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return (float) ((2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (fanIn + fanOut)));
        }
    },
    /**
     * Normal with variance 2 / fan in, made for ReLU: He et al., "Delving Deep into Rectifiers", 2015, equation 10.
     */
    HE {
        @Override
        float draw(Random random, long fanIn, long fanOut) {
            return (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
    };

    abstract float draw(Random random, long fanIn, long fanOut);
}
