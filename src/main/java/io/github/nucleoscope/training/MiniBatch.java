package io.github.nucleoscope.training;

/** The crops of one step. Its arrays are used again and again. */
final class MiniBatch {

    /** [batch, height, width], before standardisation. */
    final float[] images;
    /** The true class of each crop. */
    final int[] classes;

    MiniBatch(int size, int pixels) {
        images = new float[Math.multiplyExact(size, pixels)];
        classes = new int[size];
    }
}
