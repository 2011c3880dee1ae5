package io.github.nucleoscope.training;

import java.util.SplittableRandom;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.nuclei.Resampling;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Makes half of the training crops of a segmentation network look as if other cells had been imaged by another
 * microscope: each of them gets one of bright chromocentres, coarse chromatin, haze, blur and noise. The targets stay
 * as they are. Lengths are in pixels of nuclei of about 14 pixels.
 */
final class ImagingVariation {

    static final String DESCRIPTION = "in half of the crops one of chromocentres, chromatin texture, haze, blur by up"
            + " to 1.2 pixels, noise up to 0.08";

    /** One in this many crops gets each of the five variations; the others stay as they are. */
    private static final int ONE_IN = 10;

    private static final double LEAST_SPOT = 0.6;
    private static final double LARGEST_SPOT = 1.6;
    private static final double BRIGHTEST_SPOT = 1.5;
    private static final double AREA_OF_A_SPOT = 40;

    private static final double FINEST_TEXTURE = 2;
    private static final double COARSEST_TEXTURE = 6;
    private static final double STRONGEST_TEXTURE = 0.5;

    private static final double MOST_HAZE = 0.3;
    private static final int COARSEST_HAZE = 2;
    private static final int FINEST_HAZE = 6;

    private static final double LEAST_BLUR = 0.4;
    private static final double MOST_BLUR = 1.2;

    private static final double MOST_NOISE = 0.08;

    /** The first percentile of normal noise is this many standard deviations below its mean. */
    private static final float DARKEST = 2.33f;

    private final int side;

    /** @param side width and height of the crops in pixels */
    ImagingVariation(int side) {
        this.side = side;
    }

    /**
     * Changes a crop.
     *
     * @param batch contains the crop and its targets
     * @param place position of the crop in the mini-batch
     * @param random decides on all that is drawn
     */
    void apply(MiniBatch batch, int place, SplittableRandom random) {
        int from = place * side * side;
        switch (random.nextInt(ONE_IN)) {
            case 0 -> addSpots(batch, from, random);
            case 1 -> addTexture(batch, from, random);
            case 2 -> addHaze(batch, from, random);
            case 3 -> blur(batch, from, uniform(random, LEAST_BLUR, MOST_BLUR));
            case 4 -> addNoise(batch, from, random);
            default -> { }
        }
    }

    /** Chromocentres: round spots inside nuclei. The brightest of them decide on what is 1, so nuclei get dimmer. */
    private void addSpots(MiniBatch batch, int from, SplittableRandom random) {
        float height = (float) uniform(random, BRIGHTEST_SPOT / 3, BRIGHTEST_SPOT);
        double size = uniform(random, LEAST_SPOT, LARGEST_SPOT);
        float[] spots = new float[side * side];
        int count = (int) (spots.length / AREA_OF_A_SPOT * uniform(random, 0.3, 1));
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * side;
            double y = random.nextDouble() * side;
            if (batch.targets[2 * (from + (int) y * side + (int) x)] > 0.5) {
                addSpot(spots, x, y, size * uniform(random, 0.7, 1.3));
            }
        }
        float dimmer = 1 / (1 + height / 2);
        for (int i = 0; i < spots.length; i++) {
            float brighter = 1 + height * Math.min(1, spots[i]) * batch.targets[2 * (from + i)];
            batch.images[from + i] *= dimmer * brighter;
        }
    }

    private void addSpot(float[] spots, double x, double y, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        for (int row = Math.max(0, (int) y - reach); row <= Math.min(side - 1, (int) y + reach); row++) {
            for (int column = Math.max(0, (int) x - reach); column <= Math.min(side - 1, (int) x + reach); column++) {
                double squared = (column - x) * (column - x) + (row - y) * (row - y);
                spots[row * side + column] += (float) Math.exp(-squared / (2 * sigma * sigma));
            }
        }
    }

    /** Chromatin that is brighter here and darker there. */
    private void addTexture(MiniBatch batch, int from, SplittableRandom random) {
        float strength = (float) uniform(random, STRONGEST_TEXTURE / 4, STRONGEST_TEXTURE);
        float[] texture = smoothNoise((int) (side / uniform(random, FINEST_TEXTURE, COARSEST_TEXTURE)), random);
        for (int i = 0; i < texture.length; i++) {
            batch.images[from + i] *= 1 + strength * texture[i] * batch.targets[2 * (from + i)];
        }
    }

    /** Light from above and below the plane of focus, which varies over a few nuclei; the brightest stays about 1. */
    private void addHaze(MiniBatch batch, int from, SplittableRandom random) {
        float strength = (float) (random.nextDouble() * MOST_HAZE);
        float[] haze = smoothNoise(random.nextInt(COARSEST_HAZE, FINEST_HAZE + 1), random);
        for (int i = 0; i < haze.length; i++) {
            float added = strength * (1 + haze[i]) / 2;
            batch.images[from + i] = (batch.images[from + i] + added) / (1 + strength / 2);
        }
    }

    private void blur(MiniBatch batch, int from, double sigma) {
        ArrayImg<FloatType, FloatArray> crop = ArrayImgs.floats(side, side);
        System.arraycopy(batch.images, from, FloatPlane.values(crop), 0, side * side);
        GaussianBlur.blurInPlace(crop, sigma);
        System.arraycopy(FloatPlane.values(crop), 0, batch.images, from, side * side);
    }

    /** Noise around a background whose darkest pixels are 0, as they are in an image whose percentiles are scaled. */
    private void addNoise(MiniBatch batch, int from, SplittableRandom random) {
        float deviation = (float) (random.nextDouble() * MOST_NOISE);
        for (int i = from; i < from + side * side; i++) {
            float noise = deviation * (DARKEST + (float) random.nextGaussian());
            batch.images[i] = (batch.images[i] + noise) / (1 + deviation * DARKEST);
        }
    }

    /** Draws values from -1 to 1 on a grid of so many points a side, interpolated linearly between them. */
    private float[] smoothNoise(int points, SplittableRandom random) {
        float[] grid = new float[points * points];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) uniform(random, -1, 1);
        }
        return Resampling.of(grid, points, points, side, side);
    }

    private static double uniform(SplittableRandom random, double least, double most) {
        return least + random.nextDouble() * (most - least);
    }
}
