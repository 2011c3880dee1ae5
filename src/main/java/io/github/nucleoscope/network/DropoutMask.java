package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * The factors that dropout multiplies values with. They are the same for both engines, and an image has the same mask
 * whether the mini-batch is computed as a whole or in parts.
 *
 * @param factors one factor per value, [batch, height, width, channels]
 * @param batch number of images
 * @param rate probability of a factor of 0
 */
record DropoutMask(FloatBuffer factors, int batch, double rate) {

    /** Draws a new mask, see {@link Graph#randomise}. */
    void randomise(SplittableGenerator random, int before) {
        SplittableGenerator images = random.split();
        for (int i = 0; i < before; i++) {
            images.split();
        }
        float kept = (float) (1 / (1 - rate));
        int values = factors.limit() / batch;
        for (int i = 0; i < batch; i++) {
            SplittableGenerator image = images.split();
            for (int at = i * values; at < (i + 1) * values; at++) {
                factors.put(at, image.nextDouble() < rate ? 0 : kept);
            }
        }
    }
}
