package io.github.nucleoscope.measurement.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTrainerTest {

    private static final int WIDTH = 4;

    /** Nuclei whose measurements differ by class, of very different sizes, some undefined; the first class is rarer. */
    private static LabelledMeasurements drawn(int count, int classes, Random random) {
        double[][] measurements = new double[count][WIDTH];
        int[] classIndices = new int[count];
        for (int i = 0; i < count; i++) {
            classIndices[i] = i < classes ? i : Math.max(random.nextInt(classes), random.nextInt(classes));
            for (int m = 0; m < WIDTH; m++) {
                measurements[i][m] = random.nextInt(20) == 0 ? Double.NaN
                        : Math.pow(10, m) * (5 + random.nextGaussian() + (m % classes == classIndices[i] ? 1 : 0));
            }
        }
        return new LabelledMeasurements(measurements, classIndices, classes);
    }

    /** What is to be as low as possible, from its definition. */
    private static double loss(LogisticRegression model, LabelledMeasurements nuclei, boolean balanced) {
        double loss = 0;
        for (double[] row : model.weights()) {
            for (double weight : row) {
                loss += 2 * weight * weight;
            }
        }
        for (int i = 0; i < nuclei.size(); i++) {
            int own = nuclei.classIndices()[i];
            long alike = Arrays.stream(nuclei.classIndices()).filter(c -> c == own).count();
            double weight = balanced ? (double) nuclei.size() / nuclei.classCount() / alike : 1;
            loss -= weight * Math.log(model.probabilities(nuclei.measurements()[i])[own]);
        }
        return loss;
    }

    private static LogisticRegression moved(LogisticRegression model, int c, int m, double by) {
        double[][] weights = Arrays.stream(model.weights()).map(double[]::clone).toArray(double[][]::new);
        double[] biases = model.biases().clone();
        if (m < WIDTH) {
            weights[c][m] += by;
        } else {
            biases[c] += by;
        }
        return new LogisticRegression(model.centres(), model.scales(), weights, biases);
    }

    /** The loss is convex: where no slope is left it is lowest. */
    @ParameterizedTest
    @CsvSource({"200, 2, true", "200, 2, false", "300, 3, true", "300, 5, false", "6, 2, true", "5, 4, true"})
    void theOptimumIsFound(int count, int classes, boolean balanced) {
        LabelledMeasurements nuclei = drawn(count, classes, new Random(count + classes));
        LogisticRegression model = LogisticRegressionTrainer.train(nuclei, balanced);
        double loss = loss(model, nuclei, balanced);
        for (int c = 0; c < classes; c++) {
            for (int m = 0; m <= WIDTH; m++) {
                double step = 1e-4;
                double up = loss(moved(model, c, m, step), nuclei, balanced);
                double down = loss(moved(model, c, m, -step), nuclei, balanced);
                assertEquals(0, (up - down) / (2 * step), 1e-7 * count, "class " + c + ", measurement " + m);
                assertTrue(up >= loss - 1e-9 && down >= loss - 1e-9);
            }
        }
        assertEquals(0, Arrays.stream(model.biases()).sum(), 1e-6);
    }

    /** With two classes the loss is le Cessie and van Houwelingen's, {@code -log p + v * v}, v for the log odds. */
    @Test
    void twoClassesHaveARidgeOfOneOnTheLogOdds() {
        double[][] measurements = {{-1}, {-1}, {-1}, {1}, {1}, {1}};
        LogisticRegression model = LogisticRegressionTrainer.train(new LabelledMeasurements(measurements,
                new int[] {0, 0, 1, 0, 1, 1}, 2), false);
        double v = model.weights()[1][0] - model.weights()[0][0];
        // By symmetry the bias is 0. The slope of the loss by v: 4 nuclei are on the side of their class, 2 are not.
        double wrong = 1 / (1 + Math.exp(v));
        assertEquals(0, -4 * wrong + 2 * (1 - wrong) + 2 * v, 1e-9);
        assertArrayEquals(new double[] {0, 0}, model.biases(), 1e-9);
        assertArrayEquals(new double[] {wrong, 1 - wrong}, model.probabilities(new double[] {1}), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutInformationTheFrequenciesRemain(boolean balanced) {
        double[][] measurements = new double[40][];
        int[] classIndices = new int[40];
        for (int i = 0; i < 40; i++) {
            measurements[i] = new double[] {0.1, Double.NaN};
            classIndices[i] = i % 4 == 0 ? 1 : 0;
        }
        LogisticRegression model = LogisticRegressionTrainer.train(new LabelledMeasurements(measurements, classIndices,
                2), balanced);
        double rare = balanced ? 0.5 : 0.25;
        assertArrayEquals(new double[] {1 - rare, rare}, model.probabilities(new double[] {0.1, Double.NaN}), 1e-9);
        assertArrayEquals(new double[] {1 - rare, rare}, model.probabilities(new double[] {7, -3}), 1e-9);
    }

    @Test
    void whatIsUndefinedCountsAsItsCentre() {
        LabelledMeasurements nuclei = drawn(100, 2, new Random(1));
        LogisticRegression model = LogisticRegressionTrainer.train(nuclei, false);
        double sum = 0;
        int defined = 0;
        for (double[] row : nuclei.measurements()) {
            if (!Double.isNaN(row[2])) {
                sum += row[2];
                defined++;
            }
        }
        assertTrue(defined < 100);
        assertEquals(sum / defined, model.centres()[2], 1e-9);
        assertArrayEquals(model.probabilities(new double[] {5, 60, model.centres()[2], 4000}),
                model.probabilities(new double[] {5, 60, Double.NaN, 4000}));
        assertThrows(IllegalArgumentException.class, () -> model.probabilities(new double[WIDTH + 1]));
    }

    /** Any unit will do. */
    @Test
    void unitsDoNotMatter() {
        LabelledMeasurements nuclei = drawn(100, 3, new Random(2));
        double[][] other = Arrays.stream(nuclei.measurements())
                .map(row -> new double[] {row[0] * 1e6 - 30, row[1], row[2] * 1e-9, -row[3]}).toArray(double[][]::new);
        LogisticRegression model = LogisticRegressionTrainer.train(nuclei, true);
        LogisticRegression inOtherUnits = LogisticRegressionTrainer.train(new LabelledMeasurements(other,
                nuclei.classIndices(), 3), true);
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(model.probabilities(nuclei.measurements()[i]), inOtherUnits.probabilities(other[i]),
                    1e-7);
        }
    }

    /** Without a ridge weights would grow without limit. */
    @Test
    void classesFarApartAreNoTrouble() {
        double[][] measurements = new double[3000][];
        int[] classIndices = new int[3000];
        for (int i = 0; i < 3000; i++) {
            classIndices[i] = i % 3;
            measurements[i] = new double[] {i % 3 == 0 ? 1000 + i % 7 : i % 5, i % 3 == 1 ? -2 : 3};
        }
        LogisticRegression model = LogisticRegressionTrainer.train(new LabelledMeasurements(measurements, classIndices,
                3), true);
        for (int i = 0; i < 3000; i++) {
            assertTrue(model.probabilities(measurements[i])[i % 3] > 0.95);
        }
    }
}
