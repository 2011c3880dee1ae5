package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

/** What a network in training should answer for the images of a mini-batch. */
sealed interface Truth permits ClassTruth, PixelTargets {

    /**
     * Compares the answers for some of the images. Called by several threads at once, each for other images.
     *
     * @param logits of these images
     * @param gradient takes the gradient of the whole mini-batch's mean loss by the logits; null where it is not wanted
     * @param first place of the first image in the mini-batch
     * @param count how many images
     * @param batch images in the whole mini-batch
     * @return the sum of the images' losses
     */
    double compare(FloatBuffer logits, FloatBuffer gradient, int first, int count, int batch);
}
