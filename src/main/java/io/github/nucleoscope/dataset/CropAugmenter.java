package io.github.nucleoscope.dataset;

import java.util.SplittableRandom;

/**
 * Applies an {@link Augmentation} to crops. The result depends only on the crop, the seed, the epoch and the position
 * in the epoch, so that mini-batches can be made in any order and by several threads: this class has no mutable state.
 *
 * <p>Flips and quarter turns alone only move pixels. All other geometric transforms are one affine transform with
 * bilinear interpolation. If the background of crops is 0 it stays 0, and pixels from outside the crop are 0, too;
 * otherwise the crop is extended by its edge pixels.
 */
public final class CropAugmenter {

    /** Number of flips and quarter turns, including the identity: the 8 elements of the dihedral group D4. */
    static final int TRANSFORMS = 8;

    private static final int FLIP_X = 1;
    private static final int FLIP_Y = 2;
    private static final int TRANSPOSE = 4;

    private final Augmentation augmentation;
    private final boolean blackBackground;
    private final long seed;

    /**
     * @param blackBackground whether the pixels outside the nucleus are 0
     * @param seed seed of all random decisions
     */
    public CropAugmenter(Augmentation augmentation, boolean blackBackground, long seed) {
        this.augmentation = augmentation;
        this.blackBackground = blackBackground;
        this.seed = seed;
    }

    /**
     * Writes an augmented crop.
     *
     * @param source {@code size * size} pixels in row-major order
     * @param size width and height in pixels
     * @param epoch number of the epoch
     * @param index position of the crop in the epoch, over all mini-batches
     * @param destination receives the crop, in row-major order; a different array from {@code source}
     * @param start index of the crop's first pixel in the destination
     */
    public void write(float[] source, int size, int epoch, int index, float[] destination, int start) {
        long bits = SeedMix.mix(seed, epoch, index);
        int transform = augmentation.flips() ? transform(bits) : 0;
        SplittableRandom random = new SplittableRandom(bits);
        if (augmentation.interpolates()) {
            interpolate(source, size, transform, random, destination, start);
        } else {
            move(source, size, transform, destination, start);
        }
        if (augmentation.changesIntensities()) {
            changeIntensities(source, random, destination, start);
        }
    }

    /** Returns one of the flips and turns, 0 to 7, from 64 random bits; all are equally likely. */
    static int transform(long bits) {
        return (int) (bits >>> 61);
    }

    /** Returns the {@link #transform(long)} of one crop of an epoch. */
    int transform(int epoch, int index) {
        return transform(SeedMix.mix(seed, epoch, index));
    }

    /**
     * Flips and transposes a crop.
     *
     * @param transform 0 to 7; bit 0 flips horizontally, then bit 1 flips vertically, then bit 2 swaps X and Y
     */
    static void move(float[] source, int size, int transform, float[] destination, int offset) {
        if (source.length != size * size) {
            throw new IllegalArgumentException("a crop of " + size + "x" + size + " pixels has " + size * size
                    + " values, not " + source.length);
        }
        if (transform < 0 || transform >= TRANSFORMS) {
            throw new IllegalArgumentException("transform " + transform + " is not 0 to " + (TRANSFORMS - 1));
        }
        // Where the first pixel comes from, and how far the source moves with each step in the flipped X and Y.
        boolean flipX = (transform & FLIP_X) != 0;
        boolean flipY = (transform & FLIP_Y) != 0;
        int start = (flipX ? size - 1 : 0) + (flipY ? size * (size - 1) : 0);
        int alongX = flipX ? -1 : 1;
        int alongY = flipY ? -size : size;
        boolean transpose = (transform & TRANSPOSE) != 0;
        int columnStep = transpose ? alongY : alongX;
        int rowStep = transpose ? alongX : alongY;
        int to = offset;
        for (int y = 0; y < size; y++) {
            int from = start + y * rowStep;
            if (columnStep == 1) {
                System.arraycopy(source, from, destination, to, size);
                to += size;
            } else {
                for (int x = 0; x < size; x++) {
                    destination[to++] = source[from];
                    from += columnStep;
                }
            }
        }
    }

    private void interpolate(float[] source, int size, int transform, SplittableRandom random, float[] destination,
            int start) {
        double angle = Math.toRadians(uniform(random, augmentation.rotation()));
        double magnification = Math.exp(uniform(random, Math.log1p(augmentation.scale())));
        double shiftX = uniform(random, augmentation.shift());
        double shiftY = uniform(random, augmentation.shift());
        double cos = Math.cos(angle) / magnification;
        double sin = Math.sin(angle) / magnification;
        double flipX = (transform & FLIP_X) != 0 ? -1 : 1;
        double flipY = (transform & FLIP_Y) != 0 ? -1 : 1;
        boolean transpose = (transform & TRANSPOSE) != 0;
        double centre = (size - 1) / 2.0;
        int to = start;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                // Inverse transform about the centre, from the output pixel to its position in the source.
                double dx = x - centre - shiftX;
                double dy = y - centre - shiftY;
                double turnedX = cos * dx + sin * dy;
                double turnedY = cos * dy - sin * dx;
                double fromX = flipX * (transpose ? turnedY : turnedX) + centre;
                double fromY = flipY * (transpose ? turnedX : turnedY) + centre;
                destination[to++] = (float) bilinear(source, size, fromX, fromY);
            }
        }
    }

    private double bilinear(float[] source, int size, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        return (1 - below) * ((1 - right) * pixel(source, size, left, top) + right * pixel(source, size, left + 1, top))
                + below * ((1 - right) * pixel(source, size, left, top + 1)
                        + right * pixel(source, size, left + 1, top + 1));
    }

    private double pixel(float[] source, int size, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < size && y < size;
        if (inside) {
            return source[y * size + x];
        }
        return blackBackground ? 0
                : source[Math.max(0, Math.min(size - 1, y)) * size + Math.max(0, Math.min(size - 1, x))];
    }

    private void changeIntensities(float[] source, SplittableRandom random, float[] destination, int start) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : source) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float range = high - low;
        float gain = (float) Math.exp(uniform(random, Math.log1p(augmentation.gain())));
        float offset = (float) uniform(random, augmentation.offset()) * range;
        float noise = (float) (random.nextDouble() * augmentation.noise()) * range;
        for (int i = start; i < start + source.length; i++) {
            if (blackBackground && destination[i] == 0) {
                continue;
            }
            float value = gain * destination[i] + offset;
            destination[i] = noise > 0 ? value + noise * (float) random.nextGaussian() : value;
        }
    }

    /** Draws uniformly from ±most. */
    private static double uniform(SplittableRandom random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }
}
