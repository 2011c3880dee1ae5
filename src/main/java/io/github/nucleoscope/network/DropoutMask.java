package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * What dropout multiplies values with: both engines draw it alike, and the images of a part of a mini-batch get what
 * they would get in the whole.
 *
 * @param factors one for each value, [batch, height, width, channels]
 * @param batch images
 * @param rate probability of 0
 */
record DropoutMask(FloatBuffer factors, int batch, double rate) {

    /** Draws it anew: see {@link Graph#randomise}. */
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
