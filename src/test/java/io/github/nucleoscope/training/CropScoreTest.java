package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import org.junit.jupiter.api.Test;

class CropScoreTest {

    /** Of class 0 there are 20 crops, of class 1 seven. */
    private static final Dataset CROPS = new Dataset(List.of("a", "b"), IntStream.range(0, 27).mapToObj(i ->
            new LabelledCrop(new Crop(CropPixels.of(new float[1], 1, 1), "image", i + 1), i < 20 ? 0 : 1)).toList());

    /** Some crops are answered with the wrong class for certain, the others with the right one. */
    private static CropScore wrong(int... crops) {
        double[] errors = new double[27];
        IntStream.of(crops).forEach(crop -> errors[crop] = 2);
        return new CropScore(CROPS, errors);
    }

    @Test
    void theScoreOfAnAnswerIsThatOfBrier() {
        Judgement.Answer answer = new Judgement.Answer(CROPS.crops().get(0), 1,
                new Prediction(new double[] {0.7, 0.2, 0.1}));
        assertEquals(0.7 * 0.7 + 0.8 * 0.8 + 0.1 * 0.1, answer.squaredError(), 1e-12);
    }

    @Test
    void valueAndErrorAreThoseOfTheirFormulas() {
        CropScore score = wrong(0, 1, 26);
        assertEquals((4 / 20.0 + 2 / 7.0) / 2, score.value(), 1e-12);
        // The variance of n values of which k are 2 and the others 0 is 4 k (n - k) / n / (n - 1).
        double a = 4 * 2 * 18 / 20.0 / 19;
        double b = 4 * 1 * 6 / 7.0 / 6;
        assertEquals(Math.sqrt(a / 20 + b / 7) / 2, score.error(), 1e-12);
    }

    @Test
    void mistakesThatBothMakeDecideNothing() {
        assertTrue(wrong(0, 20).isBetterThan(wrong(0, 20, 21, 22), 1));
        assertFalse(wrong(0, 20, 21, 22).isBetterThan(wrong(0, 20), 1));
        // One way is better on two crops of the class, the other on one: not more than chance.
        assertFalse(wrong(20).isBetterThan(wrong(21, 22), 1));
        assertFalse(wrong(21, 22).isBetterThan(wrong(20), 1));
        assertTrue(wrong(20).isBetterThan(wrong(21, 22), 0.5));
        assertFalse(wrong().isBetterThan(wrong(), 1));
    }

    @Test
    void surerByNextToNothingIsNotBetter() {
        CropScore right = wrong();
        CropScore lessSure = new CropScore(CROPS, DoubleStream.generate(() -> 0.005).limit(27).toArray());
        CropScore unsure = new CropScore(CROPS, DoubleStream.generate(() -> 0.02).limit(27).toArray());
        assertFalse(right.isBetterThan(lessSure, 1));
        assertTrue(right.isBetterThan(unsure, 1));
    }

    /** Two ways whose errors are equally distributed: each is better in about a sixth of cases. */
    @Test
    void chanceIsSeldomTakenForADifference() {
        Random random = new Random(3);
        int better = 0;
        int cases = 3000;
        for (int i = 0; i < cases; i++) {
            CropScore one = new CropScore(CROPS, random.doubles(27, 0, 2).toArray());
            CropScore other = new CropScore(CROPS, random.doubles(27, 0, 2).toArray());
            better += one.isBetterThan(other, 1) ? 1 : 0;
        }
        // A normal deviate exceeds one standard deviation in 15.9 % of cases; the deviation is that of few crops.
        assertTrue(better > 0.14 * cases && better < 0.2 * cases, better + " of " + cases);
    }
}
