package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

/** True classes or target maps of the images of a mini-batch. */
sealed interface Truth permits ClassTruth, PixelTargets {

    /**
     * Computes the loss of some of the images. Called by several threads in parallel, for different images.
     *
     * @param logits logits of these images
     * @param gradient receives the gradient of the whole mini-batch's mean loss by the logits; null if not needed
     * @param first index of the first image in the mini-batch
     * @param count number of images
     * @param batch number of images in the whole mini-batch
     * @return the sum of the images' losses
     */
    double compare(FloatBuffer logits, FloatBuffer gradient, int first, int count, int batch);
}
