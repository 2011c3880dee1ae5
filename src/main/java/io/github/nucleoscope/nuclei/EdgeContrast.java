package io.github.nucleoscope.nuclei;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tells nuclei from haze and debris by the step at their outline: the mean difference between the pixels inside and
 * outside. It must be well above the noise, and not much less than that of the image's other nuclei, unless the object
 * looks like a dim nucleus: it has the shape of one and is not small.
 */
final class EdgeContrast {

    /** Smallest step in standard deviations of the noise. */
    private static final double NOISE_LEVELS = 6;

    /** Smallest step as a fraction of the typical one. */
    private static final double TYPICAL_FRACTION = 0.3;

    /** The same for what looks like a dim nucleus. */
    private static final double DIM_FRACTION = 0.06;
    private static final double DIM_LIKENESS = 0.93;

    /** Smallest area of a dim nucleus as a fraction of the typical one. */
    private static final double DIM_AREA = 0.5;

    /** An object as the filter sees it. */
    static final class Candidate {
        private final Ellipticity shape = new Ellipticity();
        private double steps;
        private int sides;
        private double volume;

        private double step() {
            return steps / sides;
        }

        private double area() {
            return shape.area();
        }

        /** Without background beside it there is no step to judge. */
        private boolean isJudged() {
            return sides > 0;
        }
    }

    private EdgeContrast() {}

    /**
     * Drops labels with weak outlines, in place. A label without background beside it stays.
     *
     * @param labels of pixels, row by row; 0 is background
     * @param heights above the background
     * @param last the largest label
     * @param noise standard deviation of the heights
     */
    static void filter(int[] labels, float[] heights, int width, int last, double noise) {
        boolean[] weak = weak(measure(labels, heights, width, last), noise);
        for (int i = 0; i < labels.length; i++) {
            if (weak[labels[i]]) {
                labels[i] = 0;
            }
        }
    }

    /** Of each label, whether its outline is weak beside those of the others. Label 0 is background. */
    static boolean[] weak(Candidate[] candidates, double noise) {
        double least = NOISE_LEVELS * noise;
        List<Candidate> clear = Arrays.stream(candidates).filter(c -> c.isJudged() && c.step() >= least).toList();
        double typicalStep = typical(clear, Candidate::step);
        double typicalArea = typical(clear, Candidate::area);
        boolean[] weak = new boolean[candidates.length];
        for (int k = 1; k < candidates.length; k++) {
            Candidate c = candidates[k];
            if (c.isJudged() && c.step() < Math.max(least, TYPICAL_FRACTION * typicalStep)) {
                weak[k] = c.step() < Math.max(least, DIM_FRACTION * typicalStep)
                        || c.area() < DIM_AREA * typicalArea || c.shape.likeness() < DIM_LIKENESS;
            }
        }
        return weak;
    }

    /** Looks at each label; what it says of label 0 says nothing. */
    static Candidate[] measure(int[] labels, float[] heights, int width, int last) {
        Candidate[] candidates = new Candidate[last + 1];
        for (int k = 0; k <= last; k++) {
            candidates[k] = new Candidate();
        }
        for (int y = 0, i = 0; i < labels.length; y++) {
            for (int x = 0; x < width; x++, i++) {
                if (labels[i] > 0) {
                    measure(candidates[labels[i]], i, x, y, labels, heights, width);
                }
            }
        }
        return candidates;
    }

    private static void measure(Candidate c, int i, int x, int y, int[] labels, float[] heights, int width) {
        int sides = x == 0 ? 1 : side(c, i, i - 1, labels, heights);
        sides += x == width - 1 ? 1 : side(c, i, i + 1, labels, heights);
        sides += i < width ? 1 : side(c, i, i - width, labels, heights);
        sides += i + width >= labels.length ? 1 : side(c, i, i + width, labels, heights);
        c.volume += heights[i];
        c.shape.add(x, y, sides);
    }

    /** Looks at one side of a pixel; 1 where it is part of the outline. */
    private static int side(Candidate c, int i, int neighbour, int[] labels, float[] heights) {
        if (labels[neighbour] == labels[i]) {
            return 0;
        }
        if (labels[neighbour] == 0) {
            c.steps += heights[i] - heights[neighbour];
            c.sides++;
        }
        return 1;
    }

    /** The median, each object weighted by its volume; 0 of none. */
    private static double typical(List<Candidate> candidates, ToDoubleFunction<Candidate> value) {
        double all = candidates.stream().mapToDouble(c -> c.volume).sum();
        double sum = 0;
        for (Candidate c : candidates.stream().sorted(Comparator.comparingDouble(value)).toList()) {
            sum += c.volume;
            if (sum >= all / 2) {
                return value.applyAsDouble(c);
            }
        }
        return 0;
    }
}
