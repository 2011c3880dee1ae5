package io.github.nucleoscope.training;

import java.util.Arrays;

/** The crops of one step, with the class of each or with what each pixel should be. Its arrays are used again. */
final class MiniBatch {

    /** [batch, height, width], before standardisation. */
    final float[] images;
    /** The true class of each crop; empty where pixels have targets. */
    final int[] classes;
    /** [batch, height, width, map]; empty where crops have classes. */
    final float[] targets;
    /** What each pixel weighs, [batch, height, width]; empty where crops have classes. */
    final float[] weights;

    /** For classes. */
    MiniBatch(int size, int pixels) {
        images = new float[Math.multiplyExact(size, pixels)];
        classes = new int[size];
        targets = new float[0];
        weights = targets;
    }

    /** For targets of each pixel; every pixel weighs 1. */
    MiniBatch(int size, int pixels, int maps) {
        images = new float[Math.multiplyExact(size, pixels)];
        classes = new int[0];
        targets = new float[Math.multiplyExact(images.length, maps)];
        weights = new float[images.length];
        Arrays.fill(weights, 1);
    }
}
