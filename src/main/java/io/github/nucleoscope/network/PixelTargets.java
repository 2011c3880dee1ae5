package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

/**
 * Target maps of a mini-batch, for a network whose output is per pixel.
 *
 * <p>The loss of an image is the mean over pixels and maps of the cross-entropy between the target t and the sigmoid
 * of the logit, minus the entropy of t, times the pixel's weight, in nats. It is 0 if every map equals its target.
 *
 * @param values targets [image, height, width, map], each in [0, 1]
 * @param weights weights of pixels [image, height, width], each 0 or more; all 1 for an unweighted mean
 */
public record PixelTargets(float[] values, float[] weights) implements Truth {

    /**
     * Returns the mean loss of images.
     *
     * @param logits logits of each image, [height, width, map], in the order of the targets
     */
    public double loss(Iterable<float[]> logits) {
        double sum = 0;
        int image = 0;
        for (float[] ofImage : logits) {
            sum += compare(FloatBuffer.wrap(ofImage), null, image++, 1, 1);
        }
        return sum / image;
    }

    @Override
    public double compare(FloatBuffer logits, FloatBuffer gradient, int first, int count, int batch) {
        int maps = values.length / weights.length;
        int perImage = logits.limit() / count;
        double share = 1.0 / perImage;
        int at = first * perImage;
        double loss = 0;
        for (int i = 0; i < logits.limit(); i++, at++) {
            float z = logits.get(i);
            float target = values[at];
            float weight = weights[at / maps];
            double exponential = Math.exp(-Math.abs(z));
            // In this form exp never overflows. log1p is much slower than log, and its precision is not needed.
            loss += weight * (Math.max(z, 0) - z * target + Math.log(1 + exponential) - entropy(target));
            if (gradient != null) {
                double probability = (z >= 0 ? 1 : exponential) / (1 + exponential);
                gradient.put(i, (float) (weight * (probability - target) * share / batch));
            }
        }
        return loss * share;
    }

    private static double entropy(float target) {
        return target <= 0 || target >= 1 ? 0
                : -target * Math.log(target) - (1 - target) * Math.log(1.0 - target);
    }
}
