package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SegmentationScoreTest {

    private static RandomAccessibleInterval<IntType> image(int... labels) {
        return ArrayImgs.ints(labels, labels.length, 1);
    }

    /** The largest matching, by trying all of them; IoU from the definition. */
    private static int bruteForce(int[] predicted, int[] truth, double threshold, List<Integer> left,
            List<Integer> right) {
        if (left.isEmpty()) {
            return 0;
        }
        List<Integer> rest = left.subList(1, left.size());
        int best = bruteForce(predicted, truth, threshold, rest, right);
        for (int t : right) {
            int p = left.get(0);
            long both = IntStream.range(0, truth.length).filter(i -> predicted[i] == p && truth[i] == t).count();
            long any = IntStream.range(0, truth.length).filter(i -> predicted[i] == p || truth[i] == t).count();
            if ((double) both / any >= threshold) {
                List<Integer> others = right.stream().filter(r -> r != t).toList();
                best = Math.max(best, 1 + bruteForce(predicted, truth, threshold, rest, others));
            }
        }
        return best;
    }

    @Test
    void equalsTheLargestMatching() {
        Random random = new Random(13);
        int ties = 0;
        for (int round = 0; round < 2000; round++) {
            int length = 1 + random.nextInt(14);
            int[] truth = new int[length];
            int[] predicted = new int[length];
            for (int i = 0; i < length; i++) {
                // Runs, and a prediction that is mostly the truth, so that there is something to match.
                truth[i] = i > 0 && random.nextInt(3) > 0 ? truth[i - 1] : random.nextInt(5);
                predicted[i] = random.nextInt(3) > 0 ? truth[i] : random.nextInt(5);
            }
            List<Integer> left = IntStream.of(predicted).filter(p -> p > 0).distinct().boxed().toList();
            List<Integer> right = IntStream.of(truth).filter(t -> t > 0).distinct().boxed().toList();
            double[] thresholds = {0.5, 0.6, 0.75, 1};
            List<SegmentationScore> scores = SegmentationScore.ofEach(image(predicted), image(truth), thresholds);
            for (int i = 0; i < thresholds.length; i++) {
                int matched = bruteForce(predicted, truth, thresholds[i], left, right);
                assertEquals(new SegmentationScore(thresholds[i], matched, left.size() - matched,
                        right.size() - matched), scores.get(i));
                ties += matched;
            }
        }
        assertTrue(ties > 1000, "the images have matches");
    }

    @Test
    void aTrueObjectSplitInHalvesMatchesOnce() {
        SegmentationScore score = SegmentationScore.of(image(1, 1, 2, 2), image(9, 9, 9, 9), 0.5);
        assertEquals(new SegmentationScore(0.5, 1, 1, 0), score);
    }

    @Test
    void measuresFollowTheirDefinitions() {
        SegmentationScore score = new SegmentationScore(0.5, 6, 2, 4);
        assertEquals(6 / 12.0, score.averagePrecision());
        assertEquals(6 / 8.0, score.precision());
        assertEquals(6 / 10.0, score.recall());
        assertEquals(12 / 18.0, score.f1());
        assertEquals(new SegmentationScore(0.5, 7, 4, 7), score.plus(new SegmentationScore(0.5, 1, 2, 3)));
    }

    @Test
    void noObjectsAtAllIsRight() {
        SegmentationScore empty = SegmentationScore.of(image(0, 0), image(0, 0), 0.5);
        assertEquals(SegmentationScore.none(0.5), empty);
        assertEquals(1, empty.averagePrecision());
        assertEquals(1, empty.precision());
        assertEquals(1, empty.recall());
        assertEquals(1, empty.f1());
        SegmentationScore missed = SegmentationScore.of(image(0, 0), image(0, 5), 0.5);
        assertEquals(0, missed.averagePrecision());
        assertEquals(0, missed.precision());
        assertEquals(0, missed.recall());
        assertEquals(0, missed.f1());
    }

    @Test
    void alignsMinimaAndRefusesOtherShapesAndThresholds() {
        var shifted = Views.translate(image(0, 3, 3), 10, -4);
        assertEquals(new SegmentationScore(1, 1, 0, 0), SegmentationScore.of(shifted, image(0, 8, 8), 1));
        String message = assertThrows(InputException.class,
                () -> SegmentationScore.of(image(1, 1), image(1), 0.5)).getMessage();
        assertTrue(message.contains("[2, 1]") && message.contains("[1, 1]"), message);
        assertThrows(IllegalArgumentException.class, () -> SegmentationScore.of(image(1), image(1), 0.49));
        assertThrows(IllegalArgumentException.class,
                () -> SegmentationScore.none(0.5).plus(SegmentationScore.none(0.6)));
    }
}
