package io.github.nucleoscope.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts random crops out of images, turned, magnified and of other brightness, together with what a network should say
 * of them. What a crop is depends on the seed, the epoch and its place in the epoch alone.
 *
 * <p>An image is drawn by the square root of its number of nuclei: many nuclei hold more to learn from, but those of
 * one experiment should not drown the others.
 */
final class CropSampler {

    static final String DESCRIPTION = "flips and quarter turns, magnification by up to 1.35 either way, gamma up to"
            + " 1.1, gain up to 1.2, offset up to 0.03, noise up to 0.01 of the brightness";

    private static final double MAGNIFICATION = 0.3;
    private static final double GAMMA = 0.1;
    private static final double GAIN = 0.2;
    private static final double OFFSET = 0.03;
    private static final double NOISE = 0.01;

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
            sum += Math.sqrt(1 + scenes.get(i).nuclei());
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
        double magnification = scene.magnification() * Math.exp(either(random, MAGNIFICATION));
        double side = crop / magnification;
        double left = start(random, scene.width(), side);
        double top = start(random, scene.height(), side);
        int transform = random.nextInt(8);
        Axis across = new Axis(left, magnification, scene.width(), (transform & 1) != 0);
        Axis down = new Axis(top, magnification, scene.height(), (transform & 2) != 0);
        Look look = new Look((float) Math.exp(either(random, GAMMA)), (float) Math.exp(either(random, GAIN)),
                (float) either(random, OFFSET), (float) (random.nextDouble() * NOISE));
        boolean turned = (transform & 4) != 0;
        int to = place * crop * crop;
        for (int y = 0; y < crop; y++) {
            for (int x = 0; x < crop; x++, to++) {
                write(scene, across, turned ? y : x, down, turned ? x : y, batch, to);
                batch.images[to] = look.of(batch.images[to], random);
            }
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
    private static void write(Scene scene, Axis across, int column, Axis down, int row, MiniBatch batch, int to) {
        int row0 = down.before[row] * scene.width();
        int row1 = down.after[row] * scene.width();
        int i00 = row0 + across.before[column];
        int i10 = row0 + across.after[column];
        int i01 = row1 + across.before[column];
        int i11 = row1 + across.after[column];
        float right = across.share[column];
        float below = down.share[row];
        float w00 = (1 - right) * (1 - below);
        float w10 = right * (1 - below);
        float w01 = (1 - right) * below;
        float w11 = right * below;
        batch.images[to] = blend(scene.pixels(), i00, i10, i01, i11, w00, w10, w01, w11);
        batch.targets[2 * to] = blend(scene.truth().inside(), i00, i10, i01, i11, w00, w10, w01, w11);
        batch.targets[2 * to + 1] = blend(scene.truth().depth(), i00, i10, i01, i11, w00, w10, w01, w11);
    }

    private static float blend(float[] values, int i00, int i10, int i01, int i11, float w00, float w10, float w01,
            float w11) {
        return w00 * values[i00] + w10 * values[i10] + w01 * values[i01] + w11 * values[i11];
    }

    /** Uniform in ±most. */
    private static double either(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /** Where the pixels of a crop lie along an axis of a scene: between two of its pixels. */
    private final class Axis {

        private final int[] before = new int[crop];
        private final int[] after = new int[crop];
        private final float[] share = new float[crop];

        Axis(double start, double magnification, int length, boolean reversed) {
            for (int i = 0; i < crop; i++) {
                double place = start + (reversed ? crop - 1 - i : i) / magnification;
                int first = (int) Math.floor(place);
                before[i] = Scene.mirrored(first, length);
                after[i] = Scene.mirrored(first + 1, length);
                share[i] = (float) (place - first);
            }
        }
    }

    /** A change of brightness, and noise. */
    private record Look(float gamma, float gain, float offset, float noise) {

        float of(float value, SplittableRandom random) {
            return gain * (float) Math.pow(Math.max(0, value), gamma) + offset + noise * (float) random.nextGaussian();
        }
    }
}
