package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PooledScoreTest {

    private static ImageScores image(int truePositives, int falsePositives, int falseNegatives) {
        return new ImageScores("image", Arrays.stream(ImageScores.thresholds()).mapToObj(threshold ->
                new SegmentationScore(threshold, truePositives, falsePositives, falseNegatives)).toList());
    }

    @Test
    void largeImagesCountMoreInThePoolAndNotInTheMean() {
        List<PooledScore> pooled = PooledScore.of(List.of(image(90, 5, 5), image(0, 1, 1)));
        assertEquals(5, pooled.size());
        assertEquals(90.0 / 102, pooled.get(0).score().averagePrecision(), 1e-12);
        assertEquals(0.9 / 2, pooled.get(0).mean(), 1e-12);
        assertEquals(Interval.UNDEFINED, pooled.get(0).interval(), "two images say nothing of others");
        assertEquals(Interval.UNDEFINED, pooled.get(0).f1Interval());
    }

    @Test
    void imagesThatAreAlikeLeaveNoDoubt() {
        PooledScore pooled = PooledScore.of(IntStream.range(0, 12).mapToObj(i -> image(8, 1, 1)).toList()).get(2);
        assertEquals(new Interval(0.8, 0.8), pooled.interval());
        assertEquals(pooled.score().f1(), pooled.f1Interval().low(), 1e-12);
    }

    /** Images whose nuclei are found with a probability of their own: the truth is that of endless images. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(4);
        int held = 0;
        int trials = 300;
        for (int trial = 0; trial < trials; trial++) {
            List<ImageScores> images = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                double found = random.nextBoolean() ? 0.9 : 0.5;
                int hits = (int) IntStream.range(0, 30).filter(n -> random.nextDouble() < found).count();
                images.add(image(hits, 0, 30 - hits));
            }
            if (PooledScore.of(images).get(0).interval().contains(0.7)) {
                held++;
            }
        }
        assertTrue(held >= 0.90 * trials && held <= 0.98 * trials, held + " of " + trials);
    }
}
