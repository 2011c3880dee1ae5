package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

/**
 * How well a segmentation agrees with the ground truth. A predicted object is a true positive if it is matched to a
 * true object with an intersection over union (IoU) of at least the threshold; each object is matched at most once, and
 * the number of matches is the largest possible. This is the definition of StarDist's {@code matching} and of the 2018
 * Data Science Bowl (Caicedo et al., "Nucleus segmentation across imaging experiments", Nature Methods 2019), in which
 * average precision is TP / (TP + FP + FN).
 *
 * <p>If there are neither predicted nor true objects, all four metrics are 1: the segmentation is correct. Otherwise
 * they are 0 if nothing is matched.
 *
 * @param threshold smallest IoU of a match, 0.5 to 1
 * @param truePositives matched objects
 * @param falsePositives predicted objects without a match
 * @param falseNegatives true objects without a match
 */
public record SegmentationScore(double threshold, long truePositives, long falsePositives, long falseNegatives) {

    public SegmentationScore {
        if (!(threshold >= 0.5 && threshold <= 1)) {
            throw new IllegalArgumentException("IoU threshold " + threshold + " is not between 0.5 and 1");
        }
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0) {
            throw new IllegalArgumentException("counts of matches cannot be negative: " + truePositives + ", "
                    + falsePositives + ", " + falseNegatives);
        }
    }

    /** Returns a score without any objects, to which images can be added with {@link #plus}. */
    public static SegmentationScore none(double threshold) {
        return new SegmentationScore(threshold, 0, 0, 0);
    }

    /** Scores a label image at one threshold, see {@link #ofEach}. */
    public static SegmentationScore of(RandomAccessibleInterval<? extends IntegerType<?>> predicted,
            RandomAccessibleInterval<? extends IntegerType<?>> truth, double threshold) {
        return ofEach(predicted, truth, threshold).get(0);
    }

    /**
     * Scores a label image at several thresholds, in one pass over the images.
     *
     * @param predicted predicted label image, 0 is background; any axes
     * @param truth true label image of the same shape; its minimum may differ
     * @param thresholds each 0.5 to 1
     * @throws InputException if the shapes differ
     */
    public static List<SegmentationScore> ofEach(RandomAccessibleInterval<? extends IntegerType<?>> predicted,
            RandomAccessibleInterval<? extends IntegerType<?>> truth, double... thresholds) {
        if (!Arrays.equals(predicted.dimensionsAsLongArray(), truth.dimensionsAsLongArray())) {
            throw new InputException("the predicted labels have shape "
                    + Arrays.toString(predicted.dimensionsAsLongArray()) + ", the true ones "
                    + Arrays.toString(truth.dimensionsAsLongArray()) + ": compare images of the same size");
        }
        Map<Pair, long[]> overlaps = overlaps(predicted, truth);
        Map<Long, Long> predictedAreas = new HashMap<>();
        Map<Long, Long> trueAreas = new HashMap<>();
        overlaps.forEach((pair, area) -> {
            if (pair.predicted != 0) {
                predictedAreas.merge(pair.predicted, area[0], Long::sum);
            }
            if (pair.truth != 0) {
                trueAreas.merge(pair.truth, area[0], Long::sum);
            }
        });
        List<SegmentationScore> scores = new ArrayList<>();
        for (double threshold : thresholds) {
            // At an IoU of 0.5 or more, an object has at most one partner, or shares its only partner: every order of
            // matching gives the largest number of matches.
            Set<Long> matchedPredictions = new HashSet<>();
            Set<Long> matchedTruths = new HashSet<>();
            overlaps.forEach((pair, area) -> {
                if (pair.predicted == 0 || pair.truth == 0) {
                    return;
                }
                double union = (double) predictedAreas.get(pair.predicted) + trueAreas.get(pair.truth) - area[0];
                if (area[0] / union >= threshold && !matchedPredictions.contains(pair.predicted)
                        && !matchedTruths.contains(pair.truth)) {
                    matchedPredictions.add(pair.predicted);
                    matchedTruths.add(pair.truth);
                }
            });
            int matched = matchedTruths.size();
            scores.add(new SegmentationScore(threshold, matched, predictedAreas.size() - matched,
                    trueAreas.size() - matched));
        }
        return scores;
    }

    /**
     * Returns the score of both images together: their counts are added.
     *
     * @throws IllegalArgumentException if the thresholds differ
     */
    public SegmentationScore plus(SegmentationScore other) {
        if (threshold != other.threshold) {
            throw new IllegalArgumentException("scores at IoU " + threshold + " and " + other.threshold
                    + " cannot be added");
        }
        return new SegmentationScore(threshold, truePositives + other.truePositives,
                falsePositives + other.falsePositives, falseNegatives + other.falseNegatives);
    }

    /** TP / (TP + FP + FN), 0 to 1. */
    public double averagePrecision() {
        return fraction(truePositives + falsePositives + falseNegatives);
    }

    /** TP / (TP + FP), 0 to 1: the fraction of the predicted objects that are true. */
    public double precision() {
        return fraction(truePositives + falsePositives);
    }

    /** TP / (TP + FN), 0 to 1: the fraction of the true objects that were found. */
    public double recall() {
        return fraction(truePositives + falseNegatives);
    }

    /** 2 TP / (2 TP + FP + FN), 0 to 1: the harmonic mean of precision and recall. */
    public double f1() {
        return isEmpty() ? 1 : 2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
    }

    private double fraction(long all) {
        if (isEmpty()) {
            return 1;
        }
        return all == 0 ? 0 : (double) truePositives / all;
    }

    private boolean isEmpty() {
        return truePositives + falsePositives + falseNegatives == 0;
    }

    private record Pair(long predicted, long truth) {}

    /** Number of pixels of each pair of predicted and true label that occurs. */
    private static Map<Pair, long[]> overlaps(RandomAccessibleInterval<? extends IntegerType<?>> predicted,
            RandomAccessibleInterval<? extends IntegerType<?>> truth) {
        Map<Pair, long[]> areas = new HashMap<>();
        Cursor<? extends IntegerType<?>> p = Views.flatIterable(predicted).cursor();
        Cursor<? extends IntegerType<?>> t = Views.flatIterable(truth).cursor();
        // Pixels come in runs of the same pair: look it up once per run.
        long lastPredicted = 0;
        long lastTruth = 0;
        long[] area = new long[1];
        areas.put(new Pair(0, 0), area);
        while (p.hasNext()) {
            long labelP = p.next().getIntegerLong();
            long labelT = t.next().getIntegerLong();
            if (labelP != lastPredicted || labelT != lastTruth) {
                area = areas.computeIfAbsent(new Pair(labelP, labelT), pair -> new long[1]);
                lastPredicted = labelP;
                lastTruth = labelT;
            }
            area[0]++;
        }
        return areas;
    }
}
