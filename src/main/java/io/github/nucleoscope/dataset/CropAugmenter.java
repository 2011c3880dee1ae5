package io.github.nucleoscope.dataset;

import java.util.SplittableRandom;

import io.github.nucleoscope.nuclei.SquareSymmetry;

/**
 * Applies an {@link Augmentation} to crops. The result depends only on the crop, the seed, the epoch and the position
 * in the epoch, so that mini-batches can be made in any order and by several threads: this class has no mutable state.
 *
 * <p>Flips and quarter turns alone only move pixels. All other geometric transforms are one affine transform with
 * bilinear interpolation. They move all channels together, whereas each channel has a gain and an offset of its own.
 * If the background of crops is 0 it stays 0, and pixels from outside the crop are 0, too; otherwise the crop is
 * extended by its edge pixels, and white glass, which is 0 in optical density, changes like all else, also to less
 * than 0.
 */
public final class CropAugmenter {

    private final Augmentation augmentation;
    private final Quantity quantity;
    private final boolean blackBackground;
    private final long seed;

    /**
     * @param quantity what the crops' values measure
     * @param blackBackground whether the pixels outside the nucleus are 0 in all channels
     * @param seed seed of all random decisions
     */
    public CropAugmenter(Augmentation augmentation, Quantity quantity, boolean blackBackground, long seed) {
        this.augmentation = augmentation;
        this.quantity = quantity;
        this.blackBackground = blackBackground;
        this.seed = seed;
    }

    /**
     * Writes an augmented crop.
     *
     * @param source {@code size * size * channels} values, at index {@code (y * size + x) * channels + channel}
     * @param size width and height in pixels
     * @param channels number of channels, 1 or more
     * @param epoch number of the epoch
     * @param index position of the crop in the epoch, over all mini-batches
     * @param destination receives the crop, in the source's layout; a different array from {@code source}
     * @param start index of the crop's first value in the destination
     * @throws IllegalArgumentException if the source has another number of values
     */
    public void write(float[] source, int size, int channels, int epoch, int index, float[] destination, int start) {
        if (source.length != size * size * channels) {
            throw new IllegalArgumentException("a crop of " + size + "x" + size + " pixels and " + channels
                    + " channels has " + size * size * channels + " values, not " + source.length);
        }
        long bits = SeedMix.mix(seed, epoch, index);
        int transform = augmentation.flips() ? transform(bits) : 0;
        SplittableRandom random = new SplittableRandom(bits);
        if (augmentation.interpolates()) {
            interpolation(size, channels, transform, random).write(source, destination, start);
        } else {
            SquareSymmetry.write(source, size, channels, transform, destination, start);
        }
        if (augmentation.changesValues(quantity)) {
            changeValues(source, channels, random, destination, start);
        }
    }

    /** Returns the number of a {@link SquareSymmetry} from 64 random bits; all are equally likely. */
    static int transform(long bits) {
        return (int) (bits >>> 61);
    }

    /** Returns the {@link #transform(long)} of one crop of an epoch. */
    int transform(int epoch, int index) {
        return transform(SeedMix.mix(seed, epoch, index));
    }

    /** Draws a rotation, a magnification and a shift about the centre. */
    private AffineInterpolation interpolation(int size, int channels, int transform, SplittableRandom random) {
        double angle = Math.toRadians(uniform(random, augmentation.rotation()));
        double magnification = Math.exp(uniform(random, Math.log1p(augmentation.scale())));
        double shiftX = uniform(random, augmentation.shift());
        double shiftY = uniform(random, augmentation.shift());
        // The inverse transform, from an output pixel to its position in the source.
        double cos = Math.cos(angle) / magnification;
        double sin = Math.sin(angle) / magnification;
        double flipX = SquareSymmetry.flipsX(transform) ? -1 : 1;
        double flipY = SquareSymmetry.flipsY(transform) ? -1 : 1;
        boolean transpose = SquareSymmetry.transposes(transform);
        double columnX = flipX * (transpose ? -sin : cos);
        double columnY = flipY * (transpose ? cos : -sin);
        double rowX = flipX * (transpose ? cos : sin);
        double rowY = flipY * (transpose ? sin : cos);
        double centre = (size - 1) / 2.0;
        double left = -centre - shiftX;
        double top = -centre - shiftY;
        return new AffineInterpolation(size, channels, blackBackground,
                new AffineInterpolation.Axis(centre + left * columnX + top * rowX, columnX, rowX),
                new AffineInterpolation.Axis(centre + left * columnY + top * rowY, columnY, rowY));
    }

    private void changeValues(float[] source, int channels, SplittableRandom random, float[] destination, int start) {
        float[] gain = new float[channels];
        float[] offset = new float[channels];
        float[] range = new float[channels];
        for (int c = 0; c < channels; c++) {
            range[c] = range(source, c, channels);
            if (quantity == Quantity.OPTICAL_DENSITY) {
                gain[c] = (float) Math.exp(uniform(random, Math.log1p(augmentation.stain().gain())));
                offset[c] = (float) uniform(random, augmentation.stain().offsetOfValues());
            } else {
                gain[c] = (float) Math.exp(uniform(random, Math.log1p(augmentation.gain())));
                offset[c] = (float) uniform(random, augmentation.offset()) * range[c];
            }
        }
        float noise = (float) (random.nextDouble() * augmentation.noise());
        int pixels = source.length / channels;
        boolean[] background = blackBackground ? black(destination, start, pixels, channels) : new boolean[pixels];
        float[] gaussian = new float[pixels];
        for (int c = 0; c < channels; c++) {
            if (noise > 0) {
                GaussianNoise.fill(gaussian, random);
            }
            change(gain[c], offset[c], noise * range[c], gaussian, background, destination, start + c, channels);
        }
    }

    /** Changes one channel outside the background, from index {@code first} on. */
    private static void change(float gain, float offset, float deviation, float[] gaussian, boolean[] background,
            float[] values, int first, int channels) {
        for (int pixel = 0; pixel < background.length; pixel++) {
            if (!background[pixel]) {
                int i = first + pixel * channels;
                values[i] = gain * values[i] + offset + deviation * gaussian[pixel];
            }
        }
    }

    /** Returns which pixels are 0 in all channels. */
    private static boolean[] black(float[] values, int start, int pixels, int channels) {
        boolean[] black = new boolean[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int first = start + pixel * channels;
            int c = 0;
            while (c < channels && values[first + c] == 0) {
                c++;
            }
            black[pixel] = c == channels;
        }
        return black;
    }

    /** Returns the difference of the largest and the smallest value of a channel. */
    private static float range(float[] values, int channel, int channels) {
        float low = values[channel];
        float high = low;
        for (int i = channel; i < values.length; i += channels) {
            float value = values[i];
            if (value < low) {
                low = value;
            } else if (value > high) {
                high = value;
            }
        }
        return high - low;
    }

    /** Draws uniformly from ±most. */
    private static double uniform(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }
}
