package io.github.nucleoscope.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts random crops out of images, turned, magnified and of other brightness, together with what a network should say
 * of them. What a crop is depends on the seed, the epoch and its place in the epoch alone.
 *
 * <p>An image is drawn by the square root of its area: large images hold more to learn from, but those of one
 * experiment should not drown the others.
 */
final class CropSampler {

    static final String DESCRIPTION = "flips and quarter turns, magnification by up to 1.65 either way, gamma up to"
            + " 1.5, gain up to 1.35, offset up to 0.1, noise up to 0.05 of the brightness";

    private static final double MAGNIFICATION = 0.5;
    private static final double GAMMA = 0.4;
    private static final double GAIN = 0.3;
    private static final double OFFSET = 0.1;
    private static final double NOISE = 0.05;

    /** How much of a crop may lie outside of the image, so that the image's edges are met as often as its middle. */
    private static final double OUTSIDE = 0.125;

    private final List<Scene> scenes;
    private final double[] cumulative;
    private final int crop;
    private final long seed;

    /**
     * @param scenes one or more
     * @param crop side of the crops in pixels
     */
    CropSampler(List<Scene> scenes, int crop, long seed) {
        this.scenes = scenes;
        this.crop = crop;
        this.seed = seed;
        cumulative = new double[scenes.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += Math.sqrt(scenes.get(i).pixels().length);
            cumulative[i] = sum;
        }
    }

    /**
     * Writes a crop.
     *
     * @param epoch from 1
     * @param index its place in the epoch, over all mini-batches
     * @param batch takes the crop
     * @param place in the mini-batch
     */
    void write(int epoch, int index, MiniBatch batch, int place) {
        SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index);
        // The first numbers of neighbouring seeds are alike.
        random = random.split();
        Scene scene = draw(random);
        double magnification = Math.exp(either(random, MAGNIFICATION));
        double side = crop / magnification;
        double left = start(random, scene.width(), side);
        double top = start(random, scene.height(), side);
        int transform = random.nextInt(8);
        float gamma = (float) Math.exp(either(random, GAMMA));
        float gain = (float) Math.exp(either(random, GAIN));
        float offset = (float) either(random, OFFSET);
        float noise = (float) (random.nextDouble() * NOISE);
        int area = crop * crop;
        for (int y = 0; y < crop; y++) {
            for (int x = 0; x < crop; x++) {
                int seenX = (transform & 1) != 0 ? crop - 1 - x : x;
                int seenY = (transform & 2) != 0 ? crop - 1 - y : y;
                double fromX = left + ((transform & 4) != 0 ? seenY : seenX) / magnification;
                double fromY = top + ((transform & 4) != 0 ? seenX : seenY) / magnification;
                write(scene, fromX, fromY, batch, place * area + y * crop + x);
            }
        }
        for (int i = place * area; i < (place + 1) * area; i++) {
            float value = Math.max(0, batch.images[i]);
            batch.images[i] = gain * (float) Math.pow(value, gamma) + offset + noise * (float) random.nextGaussian();
        }
    }

    private Scene draw(SplittableRandom random) {
        double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
        int i = 0;
        while (i < cumulative.length - 1 && cumulative[i] <= drawn) {
            i++;
        }
        return scenes.get(i);
    }

    private static double start(SplittableRandom random, int length, double side) {
        double outside = OUTSIDE * side;
        double first = Math.min(-outside, (length - side) / 2);
        double last = Math.max(length - side + outside, (length - side) / 2);
        return first + random.nextDouble() * (last - first);
    }

    /** Bilinear, of the image and of what the network should say. */
    private static void write(Scene scene, double x, double y, MiniBatch batch, int to) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = (float) (x - left);
        float below = (float) (y - top);
        int x0 = Scene.mirrored(left, scene.width());
        int x1 = Scene.mirrored(left + 1, scene.width());
        int row0 = Scene.mirrored(top, scene.height()) * scene.width();
        int row1 = Scene.mirrored(top + 1, scene.height()) * scene.width();
        float w00 = (1 - right) * (1 - below);
        float w10 = right * (1 - below);
        float w01 = (1 - right) * below;
        float w11 = right * below;
        batch.images[to] = blend(scene.pixels(), row0 + x0, row0 + x1, row1 + x0, row1 + x1, w00, w10, w01, w11);
        batch.targets[2 * to] = blend(scene.truth().inside(), row0 + x0, row0 + x1, row1 + x0, row1 + x1, w00, w10,
                w01, w11);
        batch.targets[2 * to + 1] = blend(scene.truth().depth(), row0 + x0, row0 + x1, row1 + x0, row1 + x1, w00, w10,
                w01, w11);
    }

    private static float blend(float[] values, int i00, int i10, int i01, int i11, float w00, float w10, float w01,
            float w11) {
        return w00 * values[i00] + w10 * values[i10] + w01 * values[i01] + w11 * values[i11];
    }

    /** Uniform in ±most. */
    private static double either(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }
}
