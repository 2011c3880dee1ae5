package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final List<String> TWO = List.of("a", "b");
    private static final int RESAMPLES_OF_TWIN = 10_000;

    @Test
    void saysWhatItWasMeasuredOn() {
        List<Outcome> outcomes = images(new SplittableRandom(1), 12, 5);
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(120, evaluation.nuclei());
        assertEquals(12, evaluation.images());
        assertEquals("120 nuclei of 12 source images", evaluation.measuredOn());
        assertEquals(0.5, evaluation.majorityBaseline());
        assertEquals("1 nucleus of 1 source image", Evaluation.of(TWO, outcomes.subList(0, 1)).measuredOn());
    }

    @Test
    void holdsTheMetricsOfItsConfusionMatrix() {
        List<Outcome> outcomes = images(new SplittableRandom(2), 12, 5);
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        ConfusionMatrix matrix = evaluation.confusion();
        assertEquals(120, matrix.total());
        assertEquals(Metrics.accuracy(matrix), evaluation.accuracy().value());
        assertEquals(Metrics.balancedAccuracy(matrix), evaluation.balancedAccuracy().value());
        assertEquals(Metrics.mcc(matrix), evaluation.mcc().value());
        assertEquals(Metrics.auc(outcomes), evaluation.auc().value());
        assertEquals(Metrics.logLoss(outcomes), evaluation.logLoss());
        ClassMetrics ofB = evaluation.perClass().get(1);
        assertEquals("b", ofB.name());
        assertEquals(60, ofB.nuclei());
        assertEquals(Metrics.recall(matrix, 1), ofB.recall().value());
        assertEquals(Metrics.precision(matrix, 1), ofB.precision().value());
        assertEquals(Metrics.f1(matrix, 1), ofB.f1().value());
    }

    /** The ends are the shares that are 1.96 of their own standard errors away from the one that was measured. */
    @Test
    void intervalsOfClassesAreWilsonsForSingleNuclei() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            outcomes.add(unknown(i < 25 ? 1 : 0, i % 5 > 0, "crop " + i));
        }
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(Metrics.wilson95(48, 60), evaluation.accuracy().ci95());
        ClassMetrics ofB = evaluation.perClass().get(1);
        // Of 25 nuclei 20 are recognised, and 7 of the other 35 are taken for them.
        assertShare(20, 25, ofB.recall().ci95());
        assertShare(20, 27, ofB.precision().ci95());
        Interval f1 = ofB.f1().ci95();
        assertShare(20, 32, new Interval(f1.low() / (2 - f1.low()), f1.high() / (2 - f1.high())));
    }

    private static void assertShare(int part, int whole, Interval interval) {
        for (double end : new double[] {interval.low(), interval.high()}) {
            assertEquals(1.959964 * Math.sqrt(end * (1 - end) / whole), Math.abs((double) part / whole - end), 1e-6);
        }
        assertTrue(interval.low() < (double) part / whole && interval.high() > (double) part / whole);
    }

    @Test
    void aClassThatIsNeitherThereNorPredictedHasNoMetrics() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(new Outcome(i % 2, i % 2 == 0 ? new double[] {0.8, 0.1, 0.1} : new double[] {0.1, 0.8, 0.1},
                    "crop " + i, false));
        }
        ClassMetrics ofC = Evaluation.of(List.of("a", "b", "c"), outcomes).perClass().get(2);
        assertEquals("n/a", ofC.recall().toString());
        assertEquals("n/a", ofC.precision().toString());
        assertEquals("n/a", ofC.f1().toString());
    }

    @Test
    void sameInputGivesTheSameIntervals() {
        List<Outcome> outcomes = images(new SplittableRandom(3), 12, 5);
        assertEquals(Evaluation.of(TWO, outcomes), Evaluation.of(TWO, outcomes));
    }

    @Test
    void imagesAreDrawnWhereThereAreTenAndEachClassIsInFive() {
        SplittableRandom random = new SplittableRandom(4);
        assertEquals(Resampled.IMAGES, Evaluation.of(TWO, images(random, 10, 3)).resampled());
        assertEquals(Resampled.NUCLEI, Evaluation.of(TWO, images(random, 9, 3)).resampled());
        assertEquals(Resampled.IMAGES, Evaluation.of(TWO, imagesWithClassBInTheFirst(5)).resampled());
        assertEquals(Resampled.NUCLEI, Evaluation.of(TWO, imagesWithClassBInTheFirst(4)).resampled());
    }

    @Test
    void nucleiAreTakenAsIndependentWhereNoSourceIsKnown() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            outcomes.add(unknown(i % 2, i % 3 > 0, "crop " + i));
        }
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(Resampled.NUCLEI, evaluation.resampled());
        assertEquals(0, evaluation.images());
        assertEquals(40, evaluation.withoutImage());
        assertEquals("40 nuclei, whose source images are not known", evaluation.measuredOn());
        assertEquals("1 nucleus, whose source image is not known",
                Evaluation.of(TWO, outcomes.subList(0, 1)).measuredOn());
    }

    @Test
    void nucleiOfUnknownImagesDoNotCountAsImages() {
        List<Outcome> outcomes = new ArrayList<>(images(new SplittableRandom(4), 9, 3));
        outcomes.add(unknown(0, true, "crop 1"));
        outcomes.add(unknown(1, true, "crop 2"));
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(Resampled.NUCLEI, evaluation.resampled());
        assertEquals("54 nuclei of 9 source images and 2 nuclei whose source image is not known",
                evaluation.measuredOn());
        outcomes = new ArrayList<>(imagesWithClassBInTheFirst(0));
        outcomes.add(unknown(1, true, "crop"));
        assertEquals(Resampled.NUCLEI, Evaluation.of(TWO, outcomes).resampled());
    }

    @Test
    void groupBootstrapIsThatOfANaiveTwin() {
        List<Outcome> outcomes = images(new SplittableRandom(5), 15, 4);
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        List<List<Outcome>> units = new ArrayList<>();
        for (int image = 0; image < 15; image++) {
            String source = "image " + image;
            units.add(outcomes.stream().filter(o -> o.source().equals(source)).toList());
        }
        Random random = new Random(99);
        double[][] twins = new double[7][RESAMPLES_OF_TWIN];
        for (int r = 0; r < RESAMPLES_OF_TWIN; r++) {
            List<Outcome> resample = new ArrayList<>();
            for (int i = 0; i < units.size(); i++) {
                resample.addAll(units.get(random.nextInt(units.size())));
            }
            measure(resample, twins, r);
        }
        assertTwin(twins, evaluation);
    }

    /**
     * Hanley and McNeil 1982, "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
     * Radiology 143:29-36, table I: CT images of 58 normal and 51 abnormal cases, rated 1 to 5. The area is 0.893, its
     * standard error 0.032: its logit is 2.122 +- 1.96 x 0.335, that is 0.812 to 0.941 for the area.
     */
    @Test
    void aucAndItsIntervalAreThoseOfHanleyAndMcNeil() {
        int[][] ratings = {{33, 6, 6, 11, 2}, {3, 2, 2, 11, 33}};
        List<Outcome> outcomes = new ArrayList<>();
        for (int truth = 0; truth < 2; truth++) {
            for (int rating = 0; rating < 5; rating++) {
                double ofB = (1 + rating) / 6.0;
                for (int i = 0; i < ratings[truth][rating]; i++) {
                    outcomes.add(new Outcome(truth, new double[] {1 - ofB, ofB}, "case " + outcomes.size(), false));
                }
            }
        }
        Estimate auc = Evaluation.of(TWO, outcomes).auc();
        assertEquals(0.893, auc.value(), 5e-4);
        assertEquals(0.812, auc.ci95().low(), 0.005);
        assertEquals(0.941, auc.ci95().high(), 0.005);
    }

    /** ConfusionPosteriorTest and AreaIntervalTest say where their numbers come from. */
    @Test
    void intervalsOfNucleiAreThoseOfThePosteriorAndOfTheArea() {
        List<Outcome> outcomes = images(new SplittableRandom(6), 3, 15);
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(Resampled.NUCLEI, evaluation.resampled());
        ConfusionPosterior posterior = new ConfusionPosterior(evaluation.confusion());
        assertEquals(posterior.balancedAccuracy(), evaluation.balancedAccuracy().ci95());
        assertEquals(posterior.mcc(), evaluation.mcc().ci95());
        assertEquals(AreaInterval.ofNuclei(RankedScores.ofAllClasses(outcomes),
                outcomes.stream().mapToInt(Outcome::truth).toArray(), new int[] {45, 45}, evaluation.auc().value()),
                evaluation.auc().ci95());
    }

    /** Beta(x + 3/4, n - x + 1/4) and its mirror image for two classes, see MeanOfBetasTest for the values. */
    @Test
    void perfectPredictionsOfFewNucleiAreNotCertain() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            outcomes.add(unknown(i < 3 ? 1 : 0, true, "crop " + i));
        }
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(0.6478, evaluation.balancedAccuracy().ci95().low(), 2e-4);
        assertEquals(1, evaluation.balancedAccuracy().ci95().high());
        assertTrue(evaluation.mcc().ci95().low() < 0.5 && evaluation.mcc().ci95().high() == 1);
        assertTrue(evaluation.auc().ci95().low() < 0.7 && evaluation.auc().ci95().high() == 1);
    }

    /** If all nuclei are right, each image counts as one of each class that it has: 12 with a, 6 with b. */
    @Test
    void perfectPredictionsInImagesAreThoseOfAsManyNuclei() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int image = 0; image < 12; image++) {
            for (int i = 0; i < 8; i++) {
                outcomes.add(outcome(image < 6 ? i % 2 : 0, true, "image " + image));
            }
        }
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals(Resampled.IMAGES, evaluation.resampled());
        int[] images = {12, 6};
        ConfusionPosterior posterior = new ConfusionPosterior(evaluation.confusion(), images);
        assertEquals(posterior.balancedAccuracy(), evaluation.balancedAccuracy().ci95());
        assertEquals(posterior.mcc(), evaluation.mcc().ci95());
        assertEquals(AreaInterval.newcombe(images, 1), evaluation.auc().ci95());
        assertEquals(Metrics.wilson95(12, 12), evaluation.accuracy().ci95());
        assertEquals(Metrics.wilson95(6, 6), evaluation.perClass().get(1).recall().ci95());
        assertEquals(Metrics.wilson95(6, 6), evaluation.perClass().get(1).precision().ci95());
        assertEquals(Metrics.wilson95(6, 6), evaluation.perClass().get(1).f1().ci95());
        List<Outcome> unknown = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            unknown.add(new Outcome(outcome.truth(), outcome.probabilities(), "crop " + unknown.size(), false));
        }
        Evaluation ofNuclei = Evaluation.of(TWO, unknown);
        assertTrue(evaluation.balancedAccuracy().ci95().low() < ofNuclei.balancedAccuracy().ci95().low() - 0.05);
        assertTrue(evaluation.auc().ci95().low() < ofNuclei.auc().ci95().low() - 0.05);
    }

    private static void measure(List<Outcome> resample, double[][] twins, int r) {
        ConfusionMatrix matrix = ConfusionMatrix.of(TWO, resample.stream().mapToInt(Outcome::truth).toArray(),
                resample.stream().mapToInt(Outcome::predicted).toArray());
        twins[0][r] = Metrics.balancedAccuracy(matrix);
        twins[1][r] = Metrics.mcc(matrix);
        twins[2][r] = Metrics.auc(resample);
        twins[3][r] = Metrics.accuracy(matrix);
        twins[4][r] = Metrics.recall(matrix, 1);
        twins[5][r] = Metrics.precision(matrix, 1);
        twins[6][r] = Metrics.f1(matrix, 1);
    }

    /** The ends of two bootstraps differ by chance: with 2,000 resamples by some 3 % of the interval's width. */
    private static void assertTwin(double[][] twins, Evaluation evaluation) {
        ClassMetrics ofB = evaluation.perClass().get(1);
        List<Estimate> estimates = List.of(evaluation.balancedAccuracy(), evaluation.mcc(), evaluation.auc(),
                evaluation.accuracy(), ofB.recall(), ofB.precision(), ofB.f1());
        for (int m = 0; m < estimates.size(); m++) {
            Arrays.sort(twins[m]);
            Interval interval = estimates.get(m).ci95();
            double tolerance = 0.12 * (interval.high() - interval.low());
            assertTrue(tolerance > 0);
            assertEquals(twins[m][RESAMPLES_OF_TWIN / 40], interval.low(), tolerance, "low end of metric " + m);
            assertEquals(twins[m][RESAMPLES_OF_TWIN - RESAMPLES_OF_TWIN / 40], interval.high(), tolerance,
                    "high end of metric " + m);
        }
    }

    /**
     * 100 experiments in which half of the images are easy (each nucleus is right with 0.9) and half are hard (0.5):
     * the true balanced accuracy is 0.7. The interval from images must hold it nearly as often as it says; the one
     * that takes the nuclei for independent must not, or the images would not matter.
     */
    @Test
    void intervalHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(8);
        int byImage = 0;
        int byNucleus = 0;
        for (int experiment = 0; experiment < 100; experiment++) {
            List<Outcome> outcomes = images(random, 20, 8);
            byImage += Evaluation.of(TWO, outcomes).balancedAccuracy().ci95().contains(0.7) ? 1 : 0;
            List<Outcome> unknown = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                unknown.add(new Outcome(outcome.truth(), outcome.probabilities(), "crop " + unknown.size(),
                        false));
            }
            byNucleus += Evaluation.of(TWO, unknown).balancedAccuracy().ci95().contains(0.7) ? 1 : 0;
        }
        assertTrue(byImage >= 88, byImage + " of 100");
        assertTrue(byNucleus < 82, byNucleus + " of 100");
    }

    @Test
    void oneClassHasNoAucAndAnIntervalAllTheSame() {
        // scipy 1.17: beta.ppf(0.025, 2.25, 1.75), beta.ppf(0.975, 2.75, 1.25)
        List<Outcome> outcomes = List.of(outcome(1, true, "a"), outcome(1, true, "a"), outcome(1, false, "b"));
        Evaluation evaluation = Evaluation.of(TWO, outcomes);
        assertEquals("n/a", evaluation.auc().toString());
        assertEquals(Interval.UNDEFINED, evaluation.auc().ci95());
        assertEquals(2 / 3.0, evaluation.balancedAccuracy().value(), 1e-12);
        assertEquals(0.131932, evaluation.balancedAccuracy().ci95().low(), 1e-3);
        assertEquals(0.979523, evaluation.balancedAccuracy().ci95().high(), 1e-3);
        assertEquals(Interval.UNDEFINED, evaluation.mcc().ci95());
        assertEquals(1, evaluation.majorityBaseline());
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(TWO, List.of()));
        String message = assertThrows(IllegalArgumentException.class,
                () -> Evaluation.of(List.of("a", "b", "c"), List.of(outcome(0, true, "x.tif")))).getMessage();
        assertTrue(message.contains("x.tif") && message.contains("[a, b, c]"), message);
    }

    /** numpy: {@code np.percentile([3.0, 1, 2, 5, 4, 9, 7], [2.5, 97.5])} is 1.15, 8.7. */
    @Test
    void quantilesAreThoseOfNumpy() {
        Interval interval = Bootstrap.middle95(new double[] {3, 1, 2, Double.NaN, 5, 4, 9, 7});
        assertEquals(1.15, interval.low(), 1e-12);
        assertEquals(8.7, interval.high(), 1e-12);
        assertEquals(Interval.UNDEFINED, Bootstrap.middle95(new double[] {Double.NaN}));
    }

    @Test
    void estimateIsShownWithItsInterval() {
        assertEquals("0.953 [0.921, 0.973]", new Estimate(0.9529, new Interval(0.9211, 0.97349)).toString());
        assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1));
    }

    /** Each image with as many nuclei of either class; in every other image they are right with 0.9, else with 0.5. */
    private static List<Outcome> images(SplittableRandom random, int images, int nucleiPerClass) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            double right = random.nextBoolean() ? 0.9 : 0.5;
            for (int i = 0; i < 2 * nucleiPerClass; i++) {
                double sure = 0.5 + 0.5 * random.nextDouble();
                int truth = i % 2;
                int predicted = random.nextDouble() < right ? truth : 1 - truth;
                double ofB = predicted == 1 ? sure : 1 - sure;
                outcomes.add(new Outcome(truth, new double[] {1 - ofB, ofB}, "image " + image));
            }
        }
        return outcomes;
    }

    private static List<Outcome> imagesWithClassBInTheFirst(int imagesWithB) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int image = 0; image < 12; image++) {
            outcomes.add(outcome(0, true, "image " + image));
            outcomes.add(outcome(image < imagesWithB ? 1 : 0, true, "image " + image));
        }
        return outcomes;
    }

    private static Outcome unknown(int truth, boolean right, String name) {
        return new Outcome(truth, outcome(truth, right, name).probabilities(), name, false);
    }

    private static Outcome outcome(int truth, boolean right, String source) {
        int predicted = right ? truth : 1 - truth;
        return new Outcome(truth, new double[] {predicted == 0 ? 0.8 : 0.2, predicted == 0 ? 0.2 : 0.8}, source);
    }
}
