package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes over the flat parameters against plain loops. */
class OptimiserTest {

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void rmsPropIsWhatTielemanAndHintonWrote() {
        float[] expected = random(1, 1000);
        double[] meanSquare = new double[1000];
        try (INDArray parameters = Nd4j.createFromArray(expected.clone());
                INDArray gradient = Nd4j.createFromArray(new float[1000]);
                RmsProp optimiser = new RmsProp(parameters, gradient, 0.01)) {
            for (int step = 0; step < 5; step++) {
                float[] g = random(step + 2, 1000);
                gradient.assign(Nd4j.createFromArray(g));
                optimiser.step();
                for (int i = 0; i < 1000; i++) {
                    meanSquare[i] = 0.9 * meanSquare[i] + 0.1 * g[i] * g[i];
                    expected[i] -= (float) (0.01 * g[i] / (Math.sqrt(meanSquare[i]) + 1e-7));
                }
                assertArrayEquals(expected, parameters.toFloatVector(), 2e-5f);
            }
        }
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
