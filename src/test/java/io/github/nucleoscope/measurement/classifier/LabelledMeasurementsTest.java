package io.github.nucleoscope.measurement.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LabelledMeasurementsTest {

    private static final double[][] FOUR = {{1, 5}, {Double.NaN, 2}, {3, 8}, {2, 4}};

    @Test
    void balancedClassesWeighTheSameInAll() {
        LabelledMeasurements nuclei = new LabelledMeasurements(FOUR, new int[] {0, 1, 0, 0}, 2);
        assertArrayEquals(new double[] {2.0 / 3, 2}, nuclei.classWeights(true));
        assertArrayEquals(new double[] {1, 1}, nuclei.classWeights(false));
        assertArrayEquals(new double[] {1, 2, 3}, nuclei.sorted(0));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        refused(FOUR, new int[] {0, 1, 0}, 2);
        refused(FOUR, new int[] {0, 1, 0, 2}, 2);
        refused(FOUR, new int[] {0, 1, 0, -1}, 2);
        refused(FOUR, new int[] {0, 1, 0, 1}, 3);
        refused(new double[][] {{1, 2}, {1}}, new int[] {0, 1}, 2);
    }

    private static void refused(double[][] measurements, int[] classIndices, int classCount) {
        assertThrows(IllegalArgumentException.class,
                () -> new LabelledMeasurements(measurements, classIndices, classCount));
    }
}
