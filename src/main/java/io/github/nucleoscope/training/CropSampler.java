package io.github.nucleoscope.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts random crops out of images, augmented by flips, quarter turns, magnification, {@linkplain ImagingVariation other
 * imaging} and changes of brightness, together with the target maps. A crop depends only on the seed, the epoch and its
 * position in the epoch.
 *
 * <p>An image is drawn with a probability proportional to the square root of its number of nuclei plus 1: images with
 * many nuclei are more informative, but crowded images should not dominate the training.
 */
final class CropSampler {

    static final String DESCRIPTION = "flips and quarter turns, magnification by up to 1.35 either way, gamma up to"
            + " 1.1, gain up to 1.2, offset up to 0.03, noise up to 0.01 of the brightness; "
            + ImagingVariation.DESCRIPTION;

    private static final double MAGNIFICATION = 0.3;
    private static final double GAMMA = 0.1;
    private static final double GAIN = 0.2;
    private static final double OFFSET = 0.03;
    private static final double NOISE = 0.01;

    /** Fraction of a crop's side that may lie outside the image, so that edges are seen as often as the middle. */
    private static final double OUTSIDE = 0.125;

    private final List<Scene> scenes;
    private final double[] cumulative;
    private final int crop;
    private final ImagingVariation variation;
    private final long seed;

    /**
     * @param scenes one or more images
     * @param crop side of the crops in pixels
     * @param seed equal seeds give equal crops
     */
    CropSampler(List<Scene> scenes, int crop, long seed) {
        this.scenes = scenes;
        this.crop = crop;
        variation = new ImagingVariation(crop);
        this.seed = seed;
        cumulative = new double[scenes.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += Math.sqrt(1 + scenes.get(i).nuclei());
            cumulative[i] = sum;
        }
    }

    /**
     * Writes a crop with its targets.
     *
     * @param epoch from 1
     * @param index position of the crop in the epoch, over all mini-batches
     * @param batch receives the crop
     * @param place position of the crop in the mini-batch
     */
    void write(int epoch, int index, MiniBatch batch, int place) {
        SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index);
        // The first numbers of neighbouring seeds are similar.
        random = random.split();
        Scene scene = draw(random);
        double magnification = scene.magnification() * Math.exp(uniform(random, MAGNIFICATION));
        double side = crop / magnification;
        double left = start(random, scene.width(), side);
        double top = start(random, scene.height(), side);
        int transform = random.nextInt(8);
        Axis across = new Axis(left, magnification, scene.width(), (transform & 1) != 0);
        Axis down = new Axis(top, magnification, scene.height(), (transform & 2) != 0);
        BrightnessChange brightness = new BrightnessChange((float) Math.exp(uniform(random, GAMMA)),
                (float) Math.exp(uniform(random, GAIN)), (float) uniform(random, OFFSET),
                (float) (random.nextDouble() * NOISE));
        boolean transposed = (transform & 4) != 0;
        int to = place * crop * crop;
        for (int y = 0; y < crop; y++) {
            for (int x = 0; x < crop; x++, to++) {
                write(scene, across, transposed ? y : x, down, transposed ? x : y, batch, to);
                batch.images[to] = brightness.applyTo(batch.images[to], random);
            }
        }
        variation.apply(batch, place, random);
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

    /** Interpolates the image and the targets bilinearly. */
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

    /** Draws uniformly from ±most. */
    private static double uniform(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /** The positions of a crop's pixels along an axis of a scene, each between two of its pixels. */
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
    private record BrightnessChange(float gamma, float gain, float offset, float noise) {

        float applyTo(float value, SplittableRandom random) {
            return gain * (float) Math.pow(Math.max(0, value), gamma) + offset + noise * (float) random.nextGaussian();
        }
    }
}
