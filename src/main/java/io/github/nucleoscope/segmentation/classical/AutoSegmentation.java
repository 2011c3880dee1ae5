package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;
import java.util.Optional;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.images.pixels.Highest;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.images.pixels.LabelRuns;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The method {@value SegmentationSettings#AUTO}, which measures all its parameters in the image itself.
 * The background is subtracted; the size of the nuclei determines the blur; flooding from bright to dim finds a region
 * for each nucleus; each nucleus gets an outline at a level of its own; pieces with necks are divided; weak outlines
 * are removed.
 */
final class AutoSegmentation {

    /** Blur, in pixels, that removes noise from the gradients and the background; small compared with any nucleus. */
    private static final double FINE_SIGMA = 0.7;

    /** The widest blur, in pixels. */
    private static final double MAX_SIGMA = 3;

    /** Blur relative to the diameter of the nuclei: it removes their texture but keeps their outlines. */
    private static final double SIGMA_PER_DIAMETER = 0.05;

    /** Standard deviation of white noise after a blur of sigma 1: 1 / sqrt(4 pi). */
    private static final double BLURRED_NOISE = 0.282;

    /** The brightest nuclei are as high as this many pixels reach: hot pixels do not count. */
    static final int TOP_AREA = 30;

    /** Noise is measured in every n-th row, but in at least this many rows, if the image has them. */
    private static final int NOISE_ROWS = 16;

    /** The scale is measured in every n-th row. */
    private static final int SCALE_ROWS = 8;

    /** The scale is measured in at least this many rows, if the image has them. */
    private static final int LEAST_SCALE_ROWS = 32;

    /** Only pixels above this many standard deviations of the noise left by the blur are flooded. */
    private static final double FLOOR_IN_NOISE = 6;

    /** Only pixels above this fraction of the highest nuclei are flooded. */
    private static final double FLOOR_IN_TOP = 0.04;

    private AutoSegmentation() {}

    /**
     * Objects before those of the wrong size are removed.
     *
     * @param labels labels from 1 to the largest, in no order; some may be missing
     * @param runs runs of the labels
     * @param candidates measurements of each label; the first is meaningless
     * @param weak for each label, whether it is no nucleus
     */
    record Objects(ArrayImg<IntType, IntArray> labels, LabelRuns runs, EdgeContrast.Candidate[] candidates,
            boolean[] weak) {

        /** Labels those that are nuclei 1, 2, …, in raster order of their first pixels; changes the labels. */
        ArrayImg<IntType, IntArray> nuclei(SegmentationSettings settings) {
            int[] areas = new int[candidates.length];
            Arrays.setAll(areas, k -> k == 0 || weak[k] ? 0 : candidates[k].area());
            LabelFilter.apply(labels, runs, areas, settings.minArea(), settings.maxArea(), settings.keepBorder());
            return labels;
        }
    }

    /**
     * @param img bright nuclei, axes X, Y, finite pixels; changed
     * @param gaps pixels to ignore: they become background
     * @return empty if nothing stands out
     */
    static Optional<Objects> objects(ArrayImg<FloatType, FloatArray> img, int[] gaps, SegmentationSettings settings) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        double noise = LocalContrast.noise(img, noiseStep(height));
        toHeights(img);
        Highest highest = new Highest(TOP_AREA);
        highest.add(FloatPlane.values(img), 0, width * height);
        float top = highest.lowest();
        if (!(top > 0)) {
            return Optional.empty();
        }
        Scale scale = new Scale(noise, top, settings.diameter().map(NucleusDiameter::value)
                .orElseGet(() -> NucleusScale.diameter(img, top, scaleStep(height))));
        blur(img, gaps, scale);
        Objects first = objects(img, scale, settings);
        Optional<Scale> lower = scale.lowered(first.candidates);
        return Optional.of(lower.isEmpty() ? first : objects(img, lower.get(), settings));
    }

    private static Objects objects(ArrayImg<FloatType, FloatArray> heights, Scale scale,
            SegmentationSettings settings) {
        int width = (int) heights.dimension(0);
        Outlined outlined = outline(heights, scale, settings);
        EdgeContrast.Candidate[] candidates = EdgeContrast.measure(outlined.labels, outlined.runs, outlined.heights,
                width, outlined.last);
        return new Objects(ArrayImgs.ints(outlined.labels, width, heights.dimension(1)), outlined.runs, candidates,
                EdgeContrast.weak(candidates, scale.blurredNoise()));
    }

    /** Noise is measured in every n-th row; returns n for an image of this height. */
    static int noiseStep(int height) {
        return Math.max(1, Math.min(NOISE_ROWS, height / NOISE_ROWS));
    }

    /** The scale is measured in every n-th row; returns n for an image of this height. */
    static int scaleStep(int height) {
        return Math.max(1, Math.min(SCALE_ROWS, height / LEAST_SCALE_ROWS));
    }

    /**
     * Values measured over the whole image.
     *
     * @param noise standard deviation of the noise
     * @param top height of the highest nuclei, above 0
     * @param diameter diameter of the nuclei in pixels
     */
    record Scale(double noise, float top, double diameter) {

        /** Blur that removes the texture of the nuclei. */
        private double sigma() {
            return Math.max(FINE_SIGMA, Math.min(MAX_SIGMA, SIGMA_PER_DIAMETER * diameter));
        }

        /** Standard deviation of the noise left by the blur. */
        double blurredNoise() {
            return BLURRED_NOISE * noise / Math.max(1, sigma());
        }

        /** Height from which pixels are flooded. */
        private float floor() {
            return (float) Math.max(FLOOR_IN_NOISE * blurredNoise(), FLOOR_IN_TOP * top);
        }

        /**
         * Returns a scale of lower nuclei, if these objects are much lower than the highest: next to something that
         * glares, such as a dying cell, the others would be cut off at their feet, or missed.
         */
        Optional<Scale> lowered(EdgeContrast.Candidate[] candidates) {
            float highest = (float) (EdgeContrast.GLARE * EdgeContrast.typicalHeight(candidates, blurredNoise()));
            return highest > 0 && top > highest ? Optional.of(new Scale(noise, highest, diameter)) : Optional.empty();
        }
    }

    /**
     * Outlined nuclei, clear and weak ones.
     *
     * @param labels labels from 1 to last, in no order; some may be missing
     * @param runs runs of the labels
     * @param heights above the background
     */
    record Outlined(int[] labels, int last, LabelRuns runs, float[] heights) {}

    /** Turns an image into heights above its background, in place. */
    static void toHeights(ArrayImg<FloatType, FloatArray> img) {
        GaussianBlur.blurInPlace(img, FINE_SIGMA);
        BackgroundSubtraction.subtract(img);
    }

    /** Removes the texture of the nuclei, in place. */
    static void blur(ArrayImg<FloatType, FloatArray> heights, int[] gaps, Scale scale) {
        double sigma = scale.sigma();
        GaussianBlur.blurInPlace(heights, Math.sqrt(sigma * sigma - FINE_SIGMA * FINE_SIGMA));
        float[] values = FloatPlane.values(heights);
        for (int i : gaps) {
            values[i] = 0;
        }
    }

    /**
     * Outlines everything that may be a nucleus.
     *
     * @param heights above the background, blurred
     */
    static Outlined outline(ArrayImg<FloatType, FloatArray> heights, Scale scale, SegmentationSettings settings) {
        Regions regions = IntensityFlood.flood(heights, scale.floor(), (float) scale.blurredNoise(),
                settings.split());
        Outlines.Drawn drawn = Outlines.draw(heights, regions, scale.diameter);
        int last = NucleusPieces.tidy(drawn, (int) heights.dimension(0), (int) heights.dimension(1), regions, settings);
        return new Outlined(drawn.labels(), last, drawn.runs(), FloatPlane.values(heights));
    }
}
