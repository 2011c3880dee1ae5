package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.images.pixels.LabelRuns;

/**
 * Distinguishes nuclei from haze and debris by the step at their outline: the mean difference between the pixels inside
 * and outside. It must be well above the noise, and not much less than that of the image's other nuclei, unless the
 * object looks like a dim nucleus: it has the shape of one and is not small.
 */
final class EdgeContrast {

    /** Smallest step in standard deviations of the noise. */
    private static final double NOISE_LEVELS = 6;

    /** Smallest step as a fraction of the typical one. */
    private static final double TYPICAL_FRACTION = 0.3;

    /** Smallest step of an object that looks like a dim nucleus, as a fraction of the typical one. */
    private static final double DIM_FRACTION = 0.06;

    /** Smallest likeness of a dim nucleus to an ellipse, see {@link Ellipticity#likeness}. */
    private static final double DIM_LIKENESS = 0.93;

    /** Smallest area of a dim nucleus as a fraction of the typical one. */
    private static final double DIM_AREA = 0.5;

    /** Measurements of an object. */
    static final class Candidate {
        private final Ellipticity shape = new Ellipticity();
        private double steps;
        private int sides;
        private double volume;

        private double step() {
            return steps / sides;
        }

        int area() {
            return shape.area();
        }

        /** Mean height of the pixels. */
        double height() {
            return volume / area();
        }

        /** See {@link Ellipticity#likeness}. */
        double likeness() {
            return shape.likeness();
        }

        /** An object that is not next to background has no step to judge. */
        private boolean isJudged() {
            return sides > 0;
        }
    }

    /** What is higher than the typical nucleus by this factor glares, and says nothing about the other nuclei. */
    static final double GLARE = 5;

    private EdgeContrast() {}

    /** Returns, for each label, whether its outline is weak compared with the others. Label 0 is background. */
    static boolean[] weak(Candidate[] candidates, double noise) {
        double least = NOISE_LEVELS * noise;
        List<Candidate> clear = clear(candidates, noise);
        double highest = GLARE * typical(clear, Candidate::height, Candidate::area);
        // What glares has no more weight than if it were as high as this.
        ToDoubleFunction<Candidate> volume = c -> Math.min(c.volume, highest * c.area());
        double typicalStep = typical(clear, Candidate::step, volume);
        double typicalArea = typical(clear, Candidate::area, volume);
        boolean[] weak = new boolean[candidates.length];
        for (int k = 1; k < candidates.length; k++) {
            Candidate c = candidates[k];
            if (c.isJudged() && c.step() < Math.max(least, TYPICAL_FRACTION * typicalStep)) {
                weak[k] = c.step() < Math.max(least, DIM_FRACTION * typicalStep)
                        || c.area() < DIM_AREA * typicalArea || c.likeness() < DIM_LIKENESS;
            }
        }
        return weak;
    }

    /**
     * Measures each label; the result for label 0 is meaningless.
     *
     * @param runs runs of the labels
     * @param last the largest label
     */
    static Candidate[] measure(int[] labels, LabelRuns runs, float[] heights, int width, int last) {
        Candidate[] candidates = new Candidate[last + 1];
        for (int k = 0; k <= last; k++) {
            candidates[k] = new Candidate();
            int below = -1;
            for (int run = runs.last(k); run >= 0; run = runs.before(run)) {
                measure(candidates[k], runs, run, below, labels, heights, width);
                below = run;
            }
        }
        return candidates;
    }

    /**
     * Measures a run of pixels of one label.
     *
     * @param below the run measured before, of the same label, which may be in the next row; -1 for none
     */
    private static void measure(Candidate c, LabelRuns runs, int run, int below, int[] labels, float[] heights,
            int width) {
        int from = runs.from(run);
        int to = runs.to(run);
        int y = from / width;
        int start = y * width;
        int sides = 2;
        if (from > start) {
            side(c, from, from - 1, labels, heights);
        }
        if (to < start + width) {
            side(c, to - 1, to, labels, heights);
        }
        c.volume += sum(heights, from, to);
        sides += from < width ? to - from
                : sides(c, runs, run, runs.before(run), -width, labels, heights);
        sides += to + width > labels.length ? to - from : sides(c, runs, run, below, width, labels, heights);
        c.shape.addRun(from - start, to - start, y);
        c.shape.addSides(sides);
    }

    private static double sum(float[] heights, int from, int to) {
        // Two sums, as each addition has to wait for the previous one.
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += heights[i];
            odd += heights[i + 1];
        }
        return even + odd + (i < to ? heights[i] : 0);
    }

    /**
     * Measures the sides of a run above or below that are part of the outline.
     *
     * @param other a run of the same label: where it is next to this run, there is no outline; -1 for none
     */
    private static int sides(Candidate c, LabelRuns runs, int run, int other, int step, int[] labels,
            float[] heights) {
        int from = runs.from(run);
        int to = runs.to(run);
        if (other < 0) {
            return sides(c, from, to, step, labels, heights);
        }
        int inside = Math.max(from, Math.min(to, runs.from(other) - step));
        int outside = Math.max(inside, Math.min(to, runs.to(other) - step));
        return sides(c, from, inside, step, labels, heights) + sides(c, outside, to, step, labels, heights);
    }

    private static int sides(Candidate c, int from, int to, int step, int[] labels, float[] heights) {
        int sides = 0;
        for (int i = from; i < to; i++) {
            if (labels[i + step] != labels[i]) {
                side(c, i, i + step, labels, heights);
                sides++;
            }
        }
        return sides;
    }

    /** Measures the step between a pixel and one of another label. */
    private static void side(Candidate c, int i, int neighbour, int[] labels, float[] heights) {
        if (labels[neighbour] == 0) {
            c.steps += heights[i] - heights[neighbour];
            c.sides++;
        }
    }

    /** Returns the objects whose outline is well above the noise. */
    private static List<Candidate> clear(Candidate[] candidates, double noise) {
        double least = NOISE_LEVELS * noise;
        return Arrays.stream(candidates).filter(c -> c.isJudged() && c.step() >= least).toList();
    }

    /** Returns the median of the mean heights of the clear objects, weighted by area; 0 if there are none. */
    static double typicalHeight(Candidate[] candidates, double noise) {
        return typical(clear(candidates, noise), Candidate::height, Candidate::area);
    }

    /** Returns the weighted median; 0 if there are no objects. */
    private static double typical(List<Candidate> candidates, ToDoubleFunction<Candidate> value,
            ToDoubleFunction<Candidate> weight) {
        double all = candidates.stream().mapToDouble(weight).sum();
        double sum = 0;
        for (Candidate c : candidates.stream().sorted(Comparator.comparingDouble(value)).toList()) {
            sum += weight.applyAsDouble(c);
            if (sum >= all / 2) {
                return value.applyAsDouble(c);
            }
        }
        return 0;
    }
}
