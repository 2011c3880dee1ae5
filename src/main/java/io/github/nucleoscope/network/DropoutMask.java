package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * What dropout multiplies values with: both engines draw it alike.
 *
 * @param factors one for each value, [batch, height, width, channels]
 * @param rate probability of 0
 */
record DropoutMask(FloatBuffer factors, double rate) {

    /** Draws it anew. */
    void randomise(RandomGenerator random) {
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < factors.limit(); i++) {
            factors.put(i, random.nextDouble() < rate ? 0 : kept);
        }
    }
}
