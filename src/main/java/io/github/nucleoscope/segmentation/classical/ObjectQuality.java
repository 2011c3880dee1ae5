package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.LabelRuns;
import io.github.nucleoscope.images.pixels.Mask;

/**
 * How much the objects that were found in a plane look like whole nuclei, and not like pieces or clumps of them.
 * Objects that touch the border of the plane, which are pieces in any case, are left out.
 *
 * @param count number of objects
 * @param likeness mean {@link Ellipticity#likeness}, weighted by area
 * @param contrast how much darker than an object its surroundings are, 0 (not at all) to 1; the mean, weighted by area.
 *     Around a piece of a nucleus is the rest of it
 * @param diameter median diameter in pixels, weighted by area; 0 without objects
 */
record ObjectQuality(int count, double likeness, double contrast, double diameter) {

    /** Smaller objects are ignored, in pixels. */
    private static final int LEAST_AREA = 12;

    /** The surroundings are looked at this far from an object, in pixels. */
    private static final int DISTANCE = 3;

    /** This fraction of the pixels is darker than the background. */
    private static final double DARK = 0.05;

    /** The level of the background is measured in about this many pixels. */
    private static final int SAMPLES = 1 << 14;

    /** Exponent of the likeness: pieces and clumps are only a little less like ellipses than nuclei are. */
    private static final double LIKENESS = 8;

    /** Objects of this diameter, in pixels, count half: the outlines of so few pixels say little. */
    private static final double SMALL = 8;

    /** How fast smaller objects count less. */
    private static final double STEEPNESS = 6;

    /** This many objects count half: few may look like nuclei by chance, such as a whole tissue. */
    private static final double FEW = 3;

    /** From this product of wholeness and root of contrast on objects are whole nuclei. */
    private static final double CERTAIN = 0.4;

    /** Nothing was found. */
    static final ObjectQuality NONE = new ObjectQuality(0, 0, 0, 0);

    /** Measures objects in the pixels in which they were found. */
    static ObjectQuality of(AutoSegmentation.Objects objects, float[] pixels, int width) {
        int height = pixels.length / width;
        int[] kept = IntStream.range(1, objects.candidates().length).filter(k -> !objects.weak()[k]
                && objects.candidates()[k].area() >= LEAST_AREA
                && !isAtBorder(objects.runs(), k, width, height)).toArray();
        double low = background(pixels);
        double areas = 0;
        double likeness = 0;
        double contrast = 0;
        for (int k : kept) {
            double area = objects.candidates()[k].area();
            areas += area;
            likeness += area * objects.candidates()[k].likeness();
            contrast += area * contrast(objects, k, pixels, width, low);
        }
        return areas == 0 ? NONE : new ObjectQuality(kept.length, likeness / areas, contrast / areas,
                diameter(kept, objects.candidates(), areas));
    }

    /** Whether the objects are whole nuclei: largest at the scale at which they are. */
    double wholeness() {
        return diameter == 0 ? 0 : Math.pow(likeness, LIKENESS) / (1 + Math.pow(SMALL / diameter, STEEPNESS))
                * count / (count + FEW);
    }

    /** Whether the objects are whole nuclei beyond doubt, so that no other scale needs to be looked at. */
    boolean isCertain() {
        return wholeness() * Math.sqrt(contrast) >= CERTAIN;
    }

    /** How well whole nuclei were outlined. */
    double clarity() {
        return Math.pow(likeness, LIKENESS) * Math.sqrt(contrast);
    }

    private static double background(float[] pixels) {
        int step = Math.max(1, pixels.length / SAMPLES);
        float[] sample = new float[(pixels.length + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = pixels[i * step];
        }
        Arrays.sort(sample);
        return sample[(int) (DARK * sample.length)];
    }

    private static double contrast(AutoSegmentation.Objects objects, int label, float[] pixels, int width,
            double low) {
        int[] labels = Mask.labels(objects.labels());
        LabelRuns runs = objects.runs();
        double inside = 0;
        double around = 0;
        int sides = 0;
        for (int run = runs.last(label); run >= 0; run = runs.before(run)) {
            int start = runs.from(run) / width * width;
            for (int i = runs.from(run); i < runs.to(run); i++) {
                inside += pixels[i] - low;
            }
            int left = runs.from(run) - DISTANCE;
            int right = runs.to(run) - 1 + DISTANCE;
            if (left >= start && labels[left] == 0) {
                around += pixels[left] - low;
                sides++;
            }
            if (right < start + width && labels[right] == 0) {
                around += pixels[right] - low;
                sides++;
            }
        }
        double mean = inside / objects.candidates()[label].area();
        return sides == 0 || !(mean > 0) ? 0 : Math.max(0, 1 - around / sides / mean);
    }

    private static boolean isAtBorder(LabelRuns runs, int label, int width, int height) {
        for (int run = runs.last(label); run >= 0; run = runs.before(run)) {
            int row = runs.from(run) / width;
            if (row == 0 || row == height - 1 || runs.from(run) == row * width
                    || runs.to(run) == (row + 1) * width) {
                return true;
            }
        }
        return false;
    }

    private static double diameter(int[] kept, EdgeContrast.Candidate[] candidates, double areas) {
        int[] sorted = Arrays.stream(kept).map(k -> candidates[k].area()).sorted().toArray();
        double below = 0;
        int i = -1;
        while (2 * below < areas) {
            below += sorted[++i];
        }
        return 2 * Math.sqrt(sorted[i] / Math.PI);
    }
}
