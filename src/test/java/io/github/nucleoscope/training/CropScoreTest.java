package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import org.junit.jupiter.api.Test;

class CropScoreTest {

    /** Of class 0 there are 20 crops, of class 1 seven. */
    private static final Dataset CROPS = new Dataset(List.of("a", "b"), IntStream.range(0, 27).mapToObj(i ->
            new LabelledCrop(new Crop(CropPixels.of(new float[1], 1, 1), "image", i + 1), i < 20 ? 0 : 1)).toList());

    private static CropScore wrong(int... crops) {
        double[] right = new double[27];
        Arrays.fill(right, 1);
        IntStream.of(crops).forEach(crop -> right[crop] = 0);
        return new CropScore(CROPS, right);
    }

    @Test
    void accuracyAndErrorAreThoseOfTheirFormulas() {
        CropScore score = wrong(0, 1, 26);
        assertEquals((18 / 20.0 + 6 / 7.0) / 2, score.accuracy(), 1e-12);
        double a = 19 / 22.0;
        double b = 7 / 9.0;
        assertEquals(Math.sqrt(a * (1 - a) / 20 + b * (1 - b) / 7) / 2, score.error(), 1e-12);
    }

    @Test
    void repetitionsAreAveraged() {
        double[] right = new double[27];
        Arrays.fill(right, 1);
        right[0] = 2 / 3.0;
        right[26] = 1 / 3.0;
        CropScore score = new CropScore(CROPS, right);
        assertEquals(((19 + 2 / 3.0) / 20 + (6 + 1 / 3.0) / 7) / 2, score.accuracy(), 1e-12);
        // Always wrong about the same crop of the smaller class, and more often than not.
        assertFalse(score.isBetterThan(score));
        assertTrue(score.accuracy() > wrong(26).accuracy());
    }

    @Test
    void mistakesThatBothMakeDecideNothing() {
        assertTrue(wrong(0, 20).isBetterThan(wrong(0, 20, 21)));
        assertFalse(wrong(0, 20, 21).isBetterThan(wrong(0, 20)));
        // One way is better on two crops of the class, the other on one: not more than chance.
        assertFalse(wrong(20).isBetterThan(wrong(21, 22)));
        assertFalse(wrong(21, 22).isBetterThan(wrong(20)));
        assertFalse(wrong().isBetterThan(wrong()));
    }

    /** Two ways that are wrong about a tenth of the crops at random: each is better in about a sixth of cases. */
    @Test
    void chanceIsSeldomTakenForADifference() {
        Random random = new Random(3);
        int better = 0;
        int cases = 3000;
        for (int i = 0; i < cases; i++) {
            CropScore one = wrong(IntStream.range(0, 27).filter(crop -> random.nextInt(10) == 0).toArray());
            CropScore other = wrong(IntStream.range(0, 27).filter(crop -> random.nextInt(10) == 0).toArray());
            better += one.isBetterThan(other) ? 1 : 0;
        }
        // A normal deviate exceeds one standard deviation in 15.9 % of cases; the counts are small and discrete.
        assertTrue(better > 0.05 * cases && better < 0.3 * cases, better + " of " + cases);
    }
}
