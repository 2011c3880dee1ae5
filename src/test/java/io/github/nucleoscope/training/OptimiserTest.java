package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.nucleoscope.network.Backpropagation.WeightRange;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes over the flat parameters against plain loops in double precision. */
class OptimiserTest {

    private static final int LENGTH = 1000;
    /** Two layers of weights; the other values are biases. */
    private static final List<WeightRange> WEIGHTS = List.of(new WeightRange(0, 300), new WeightRange(310, 600));

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The formulas of the papers, as they are written there. */
    private static final class Twin {

        private final OptimiserSettings settings;
        private final double[] parameters = new double[LENGTH];
        private final double[] mean = new double[LENGTH];
        private final double[] meanSquare = new double[LENGTH];
        private int steps;

        private Twin(OptimiserSettings settings, float[] start) {
            this.settings = settings;
            for (int i = 0; i < LENGTH; i++) {
                parameters[i] = start[i];
            }
        }

        private void step(float[] gradient, double rate) {
            steps++;
            double norm = 0;
            for (float g : gradient) {
                norm += (double) g * g;
            }
            norm = Math.sqrt(norm);
            double shortened = settings.clipping() > 0 && norm > settings.clipping() ? settings.clipping() / norm : 1;
            for (int i = 0; i < LENGTH; i++) {
                boolean isWeight = i < 300 || i >= 310 && i < 910;
                double decay = isWeight ? settings.weightDecay() : 0;
                double g = gradient[i] * shortened;
                if (settings.algorithm() == Algorithm.ADAMW) {
                    parameters[i] -= rate * decay * parameters[i];
                } else {
                    g += decay * parameters[i];
                }
                parameters[i] -= rate * direction(i, g);
            }
        }

        private double direction(int i, double g) {
            switch (settings.algorithm()) {
                case RMSPROP:
                    meanSquare[i] = 0.9 * meanSquare[i] + 0.1 * g * g;
                    return g / (Math.sqrt(meanSquare[i]) + 1e-7);
                case SGD:
                    mean[i] = 0.9 * mean[i] + g; // the velocity, without its sign and the learning rate
                    return g + 0.9 * mean[i];
                default:
                    mean[i] = 0.9 * mean[i] + 0.1 * g;
                    meanSquare[i] = 0.999 * meanSquare[i] + 0.001 * g * g;
                    // Kingma and Ba 2015, the last paragraph of section 2.
                    return Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps)) * mean[i]
                            / (Math.sqrt(meanSquare[i]) + 1e-8);
            }
        }
    }

    static Stream<Arguments> settings() {
        return Stream.of(Algorithm.values()).flatMap(algorithm -> Stream.of(
                Arguments.of(new OptimiserSettings(algorithm, 0.01, 0, 0)),
                Arguments.of(new OptimiserSettings(algorithm, 0.01, 0.3, 0)),
                Arguments.of(new OptimiserSettings(algorithm, 0.01, 0, 5)),
                Arguments.of(new OptimiserSettings(algorithm, 0.01, 0.1, 20))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void stepsAreThoseOfThePapers(OptimiserSettings settings) {
        float[] start = random(1, LENGTH);
        Twin twin = new Twin(settings, start);
        try (INDArray parameters = Nd4j.createFromArray(start.clone());
                INDArray gradient = Nd4j.createFromArray(new float[LENGTH]);
                Optimiser optimiser = new Optimiser(settings, parameters, gradient, WEIGHTS)) {
            for (int step = 0; step < 8; step++) {
                float[] g = random(step + 2, LENGTH);
                gradient.assign(Nd4j.createFromArray(g));
                double rate = 0.01 / (1 + step); // a schedule
                optimiser.step(rate);
                twin.step(g, rate);
                float[] found = parameters.toFloatVector();
                for (int i = 0; i < LENGTH; i++) {
                    assertEquals(twin.parameters[i], found[i], 1e-5, "step " + step + ", parameter " + i);
                }
            }
        }
        assertTrue(Math.abs(twin.parameters[0] - start[0]) > 1e-3, "nothing moved");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anotherOptimiserGoesOnFromTheStateBitByBit(OptimiserSettings settings) {
        float[] start = random(1, LENGTH);
        try (INDArray parameters = Nd4j.createFromArray(start.clone());
                INDArray gradient = Nd4j.createFromArray(new float[LENGTH]);
                Optimiser optimiser = new Optimiser(settings, parameters, gradient, WEIGHTS);
                INDArray otherParameters = Nd4j.createFromArray(new float[LENGTH]);
                INDArray otherGradient = Nd4j.createFromArray(new float[LENGTH]);
                Optimiser other = new Optimiser(settings, otherParameters, otherGradient, WEIGHTS)) {
            for (int step = 0; step < 3; step++) {
                gradient.assign(Nd4j.createFromArray(random(step + 2, LENGTH)));
                optimiser.step(0.01);
            }
            otherParameters.assign(parameters);
            optimiser.state().forEach((name, array) -> other.state().get(name).assign(array));
            other.resumeAfter(3);
            for (int step = 3; step < 6; step++) {
                gradient.assign(Nd4j.createFromArray(random(step + 2, LENGTH)));
                otherGradient.assign(Nd4j.createFromArray(random(step + 2, LENGTH)));
                optimiser.step(0.01);
                other.step(0.01);
            }
            assertArrayEquals(parameters.toFloatVector(), otherParameters.toFloatVector());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "11, 0, 0", "NaN, 0, 0", "1, -1, 0", "1, 2, 0", "1, NaN, 0", "1, 0, -1", "1, 0, NaN",
        "1, 0, Infinity"})
    void settingsOutOfRangeAreRefused(double learningRate, double weightDecay, double clipping) {
        assertThrows(InputException.class,
                () -> new OptimiserSettings(Algorithm.ADAM, learningRate, weightDecay, clipping));
    }

    @Test
    void theRunningMeanForgetsItsStartFirst() {
        float[] expected = random(1, 100);
        try (INDArray parameters = Nd4j.createFromArray(expected.clone());
                WeightAverage average = new WeightAverage(parameters, 0.5)) {
            for (int step = 1; step <= 20; step++) {
                float[] p = random(step + 1, 100);
                parameters.assign(Nd4j.createFromArray(p));
                average.step();
                double kept = Math.min(0.5, (1.0 + step) / (10.0 + step));
                for (int i = 0; i < 100; i++) {
                    expected[i] = (float) (kept * expected[i] + (1 - kept) * p[i]);
                }
                assertArrayEquals(expected, average.average().toFloatVector(), 1e-5f);
            }
        }
    }
}
