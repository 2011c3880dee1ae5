package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On logits that are drawn, so that the right correction is known. */
class CalibrationTest {

    private record Drawn(List<float[]> logits, int[] truths) {

        double balancedAccuracy(Calibration calibration) {
            Tally tally = new Tally(Math.max(2, logits.get(0).length));
            for (int i = 0; i < truths.length; i++) {
                tally.add(truths[i], Loss.mostProbable(calibration.applyTo(logits.get(i))), 0);
            }
            return tally.balancedAccuracy();
        }

        double auc(Calibration calibration) {
            return Evaluation.of(List.of("a", "b"), IntStream.range(0, truths.length).mapToObj(i -> new Outcome(
                    truths[i], Loss.probabilities(calibration.applyTo(logits.get(i))), "i" + i)).toList()).auc()
                    .value();
        }
    }

    /** The truth is drawn by the probabilities of the true logits; the network gives them times T, plus offsets. */
    private static Drawn draw(int crops, int units, double temperature, double[] offsets, long seed) {
        Random random = new Random(seed);
        List<float[]> logits = new ArrayList<>();
        int[] truths = new int[crops];
        for (int i = 0; i < crops; i++) {
            float[] right = new float[units];
            for (int k = 0; k < units; k++) {
                right[k] = (float) (2 * random.nextGaussian());
            }
            double left = random.nextDouble();
            double[] probabilities = Loss.probabilities(right);
            while (left >= probabilities[truths[i]] && truths[i] < probabilities.length - 1) {
                left -= probabilities[truths[i]++];
            }
            float[] given = new float[units];
            for (int k = 0; k < units; k++) {
                given[k] = (float) ((right[k] - offsets[k]) * temperature);
            }
            logits.add(given);
        }
        return new Drawn(logits, truths);
    }

    /** As frequent as they are: no class weighs more than another. */
    private static double[] frequencies(Drawn drawn, int classes) {
        double[] frequencies = new double[classes];
        for (int truth : drawn.truths) {
            frequencies[truth] += 1.0 / drawn.truths.length;
        }
        return frequencies;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 4})
    void findsTheTemperatureAndTheOffsetOfTwoClasses(double temperature) {
        Drawn drawn = draw(20_000, 1, temperature, new double[] {0.8}, 1);
        Calibration found = Calibration.fit(drawn.logits, drawn.truths, frequencies(drawn, 2), "drawn crops");
        assertEquals(temperature, found.temperature(), 0.06 * temperature);
        assertEquals(0.8, found.offsets().get(1) - found.offsets().get(0), 0.06);
        assertEquals(0, found.offsets().get(1) + found.offsets().get(0), 1e-9);
        assertTrue(found.description().endsWith("fitted on drawn crops"), found.description());
    }

    @Test
    void findsTheTemperatureAndTheOffsetsOfThreeClasses() {
        Drawn drawn = draw(20_000, 3, 2.5, new double[] {0.5, -1, 0.5}, 2);
        Calibration found = Calibration.fit(drawn.logits, drawn.truths, frequencies(drawn, 3), "drawn crops");
        assertEquals(2.5, found.temperature(), 0.1);
        assertEquals(0.5, found.offsets().get(0), 0.06);
        assertEquals(-1, found.offsets().get(1), 0.06);
        assertEquals(0.5, found.offsets().get(2), 0.06);
    }

    @Test
    void whatIsCalibratedAlreadyStaysAsItIs() {
        Drawn drawn = draw(20_000, 1, 1, new double[] {0}, 3);
        Calibration found = Calibration.fit(drawn.logits, drawn.truths, frequencies(drawn, 2), "");
        assertEquals(1, found.temperature(), 0.05);
        assertEquals(0, found.offsets().get(1), 0.03);
    }

    /** Saerens et al. 2002: other class frequencies add the logarithm of their ratio to the logit. */
    @Test
    void anotherPriorMovesTheLogitByTheLogarithmOfTheOdds() {
        Drawn drawn = draw(40_000, 1, 1, new double[] {-1.5}, 4);
        double[] natural = frequencies(drawn, 2);
        Calibration asInTheData = Calibration.fit(drawn.logits, drawn.truths, natural, "");
        Calibration balanced = Calibration.fit(drawn.logits, drawn.truths, new double[] {0.5, 0.5}, "");
        double moved = balanced.offsets().get(1) - balanced.offsets().get(0) - asInTheData.offsets().get(1)
                + asInTheData.offsets().get(0);
        assertEquals(Math.log(natural[0] / natural[1]), moved, 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theAucOfTwoClassesStays(int units) {
        Drawn drawn = draw(300, units, 3, new double[] {1, -1}, 5);
        Calibration found = Calibration.fit(drawn.logits, drawn.truths, new double[] {0.5, 0.5}, "");
        assertTrue(Math.abs(found.temperature() - 1) > 0.3, found.description());
        assertEquals(drawn.auc(Calibration.none(2, "")), drawn.auc(found), 1e-9);
    }

    /** A network that says class 0 of nearly all crops, though it orders them well. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBalancedPriorMendsAShiftedThreshold(int seed) {
        Drawn drawn = draw(200, 1, 1, new double[] {2.5}, seed);
        Calibration found = Calibration.fit(drawn.logits, drawn.truths, new double[] {0.5, 0.5}, "");
        double before = drawn.balancedAccuracy(Calibration.none(2, ""));
        double after = drawn.balancedAccuracy(found);
        assertTrue(before < 0.75 && after > before + 0.05, before + " to " + after);
    }

    @Test
    void fewCropsMoveItLittleAndTooFewNotAtAll() {
        Drawn few = draw(9, 1, 1, new double[] {1}, 1);
        Calibration none = Calibration.fit(few.logits, few.truths, new double[] {0.5, 0.5}, "");
        assertEquals(1, none.temperature());
        assertEquals(List.of(0.0, 0.0), none.offsets());
        assertTrue(none.description().startsWith("none: there are only 6 crops of a class to fit it to"),
                none.description());
        // All right and sure: without caution the temperature would go to 0.
        List<float[]> sure = IntStream.range(0, 20).mapToObj(i -> new float[] {i % 2 == 0 ? -6 : 6}).toList();
        Calibration cautious = Calibration.fit(sure, IntStream.range(0, 20).map(i -> i % 2).toArray(),
                new double[] {0.5, 0.5}, "");
        assertEquals(1, cautious.temperature(), 0.3);
    }

    /** Right answers turned round: the slope must stay above 0, or the order would turn too. */
    @Test
    void aNetworkThatIsAlwaysWrongIsNotTurnedRound() {
        List<float[]> wrong = IntStream.range(0, 400).mapToObj(i -> new float[] {i % 2 == 0 ? 3 : -3}).toList();
        Calibration found = Calibration.fit(wrong, IntStream.range(0, 400).map(i -> i % 2).toArray(),
                new double[] {0.5, 0.5}, "");
        assertTrue(found.temperature() > 5 && Double.isFinite(found.temperature()), found.description());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3conv3x3 - mp4x4 - fc4 - o", "3conv3x3 - mp4x4 - fc4 - o3", "o2"})
    void theNetworkWithTheCorrectionGivesTheCorrectedLogits(String notation) {
        Network network = Network.initialise(Architecture.parse(notation), new TensorShape(8, 8, 1),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        Calibration calibration = new Calibration(1.7, List.of(0.4, -0.1, -0.3).subList(0, network.classes()), "");
        List<float[]> images = IntStream.range(0, 5).mapToObj(i -> {
            float[] image = new float[64];
            image[i] = i + 1;
            return image;
        }).toList();
        try (Inference before = new Inference(network);
                Inference after = new Inference(calibration.applyTo(network))) {
            List<float[]> logits = before.logits(images);
            List<float[]> corrected = after.logits(images);
            for (int i = 0; i < images.size(); i++) {
                assertArrayEquals(calibration.applyTo(logits.get(i)), corrected.get(i), 1e-5f);
            }
        }
    }
}
