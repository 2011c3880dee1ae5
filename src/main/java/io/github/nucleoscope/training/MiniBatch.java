package io.github.nucleoscope.training;

import java.util.Arrays;

/** The crops of one step, with a class per crop or targets per pixel. Its arrays are reused. */
final class MiniBatch {

    /** [batch, height, width], before standardisation. */
    final float[] images;
    /** The true class of each crop; empty if pixels have targets. */
    final int[] classes;
    /** [batch, height, width, map]; empty if crops have classes. */
    final float[] targets;
    /** Weight of each pixel, [batch, height, width]; empty if crops have classes. */
    final float[] weights;

    /** Creates a mini-batch for classification. */
    MiniBatch(int size, int pixels) {
        images = new float[Math.multiplyExact(size, pixels)];
        classes = new int[size];
        targets = new float[0];
        weights = targets;
    }

    /** Creates a mini-batch for segmentation; the weight of every pixel is 1. */
    MiniBatch(int size, int pixels, int maps) {
        images = new float[Math.multiplyExact(size, pixels)];
        classes = new int[0];
        targets = new float[Math.multiplyExact(images.length, maps)];
        weights = new float[images.length];
        Arrays.fill(weights, 1);
    }
}
