package io.github.nucleoscope.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;

/**
 * A correction of a network's logits, {@code z / temperature + offset}, so that its probabilities are what they say and
 * fit the class frequencies that are expected. It is fitted on crops that the network did not learn from, and becomes a
 * part of the network's output layer.
 *
 * <p>The temperature is that of Guo et al., "On calibration of modern neural networks", 2017, section 4.2; the offsets
 * are what other class frequencies add to a logit (Saerens et al., "Adjusting the outputs of a classifier to new a
 * priori probabilities", 2002, equation 2.4). With two classes the order of the crops by probability, and so the AUC,
 * stays as it is.
 *
 * @param temperature above 0; above 1 where the network was too sure of itself
 * @param offsets one for each class; their sum is 0
 * @param basis what it was fitted on, or why it was not, in words
 */
public record Calibration(double temperature, List<Double> offsets, String basis) {

    /** Which class frequencies the probabilities are made for. */
    public enum Prior {
        /** All classes alike: best for balanced accuracy. */
        BALANCED,
        /** As in the training data: best for plain accuracy, where new nuclei are like those. */
        NATURAL
    }

    /** With fewer crops of a class nothing can be said. */
    static final int FEWEST_CROPS_OF_A_CLASS = 10;

    /**
     * How much the correction is held back, as many crops' worth of evidence for temperature 1 and offsets 0: with few
     * crops it stays close to that.
     */
    private static final double CAUTION = 1;

    private static final int MOST_ITERATIONS = 100;

    public Calibration {
        offsets = List.copyOf(offsets);
    }

    /** No correction, for a reason. */
    static Calibration none(int classes, String reason) {
        return new Calibration(1, Collections.nCopies(classes, 0.0), "none: " + reason);
    }

    /**
     * Fits temperature and offsets: minimises the log loss, each class weighted as its prior says, by Newton's method;
     * the problem is convex in 1 / temperature and the offsets.
     *
     * @param logits of crops that the network did not learn from
     * @param truths index of the true class of each
     * @param prior the class frequencies that are expected, above 0; their sum is 1
     * @param basis what the crops are and which prior it is, in words
     */
    static Calibration fit(List<float[]> logits, int[] truths, double[] prior, String basis) {
        int classes = prior.length;
        double[] weights = new double[classes];
        for (int c = 0; c < classes; c++) {
            int classIndex = c;
            long count = Arrays.stream(truths).filter(truth -> truth == classIndex).count();
            if (count < FEWEST_CROPS_OF_A_CLASS) {
                return none(classes, "the validation part has only " + count + " crops of a class, fewer than "
                        + FEWEST_CROPS_OF_A_CLASS);
            }
            weights[c] = prior[c] * truths.length / count;
        }
        Problem problem = new Problem(logits.stream().map(Calibration::perClass).toList(), truths, weights);
        // The slope, which is 1 / temperature, and then the offsets.
        double[] point = new double[1 + classes];
        point[0] = 1;
        double value = problem.value(point);
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[] step = problem.newtonStep(point);
            double[] next = moved(point, step, 1);
            double length = 1;
            // NaN where the slope would be below 0.
            while (!(problem.value(next) <= value) && length > 1e-9) {
                length /= 2;
                next = moved(point, step, length);
            }
            double nextValue = problem.value(next);
            if (!(nextValue < value - 1e-12 * Math.abs(value))) {
                break;
            }
            point = next;
            value = nextValue;
        }
        double mean = Arrays.stream(point, 1, point.length).average().orElseThrow();
        return new Calibration(1 / point[0],
                Arrays.stream(point, 1, point.length).mapToObj(offset -> offset - mean).toList(), basis);
    }

    private static double[] moved(double[] point, double[] step, double length) {
        double[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= length * step[i];
        }
        return moved;
    }

    /** One logit is the difference of two. */
    private static float[] perClass(float[] logits) {
        return logits.length == 1 ? new float[] {0, logits[0]} : logits;
    }

    /** The network whose output layer has the correction in it. */
    Network applyTo(Network network) {
        return network.withOutputScaled(1 / temperature, unitOffsets(network.architecture().output().units()));
    }

    /** The network that {@link #applyTo(Network)} was given, from the one that it gave, up to rounding. */
    public Network removeFrom(Network network) {
        double[] added = unitOffsets(network.architecture().output().units());
        for (int i = 0; i < added.length; i++) {
            added[i] *= -temperature;
        }
        return network.withOutputScaled(temperature, added);
    }

    /** The corrected logits. */
    float[] applyTo(float[] logits) {
        double[] added = unitOffsets(logits.length);
        float[] corrected = new float[logits.length];
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = (float) (logits[i] / temperature + added[i]);
        }
        return corrected;
    }

    private double[] unitOffsets(int units) {
        return units == 1 ? new double[] {offsets.get(1) - offsets.get(0)}
                : offsets.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** In one line. */
    public String description() {
        if (temperature == 1 && offsets.stream().allMatch(offset -> offset == 0)) {
            return basis;
        }
        return String.format(Locale.ROOT, "temperature %.3f, offsets %s, fitted on %s", temperature, offsets.stream()
                .map(offset -> String.format(Locale.ROOT, "%.3f", offset)).collect(Collectors.joining(" ")), basis);
    }

    /** The function to be made small, and its derivatives. */
    private record Problem(List<float[]> logits, int[] truths, double[] weights) {

        double value(double[] point) {
            double slope = point[0];
            if (!(slope > 0)) {
                return Double.NaN;
            }
            // The caution is a barrier at slope 0, and least at slope 1 and offsets 0.
            double sum = CAUTION * (slope - 1 - Math.log(slope));
            for (int k = 1; k < point.length; k++) {
                sum += CAUTION * point[k] * point[k] / 2;
            }
            for (int i = 0; i < truths.length; i++) {
                sum += weights[truths[i]] * Loss.of(corrected(point, i), truths[i]);
            }
            return sum;
        }

        private float[] corrected(double[] point, int crop) {
            float[] z = logits.get(crop);
            float[] corrected = new float[z.length];
            for (int k = 0; k < z.length; k++) {
                corrected[k] = (float) (point[0] * z[k] + point[1 + k]);
            }
            return corrected;
        }

        /** The inverse of the second derivatives times the first. */
        double[] newtonStep(double[] point) {
            int size = point.length;
            double[] gradient = new double[size];
            double[][] hessian = new double[size][size];
            gradient[0] = CAUTION * (1 - 1 / point[0]);
            hessian[0][0] = CAUTION / (point[0] * point[0]);
            for (int k = 1; k < size; k++) {
                gradient[k] = CAUTION * point[k];
                hessian[k][k] = CAUTION;
            }
            for (int i = 0; i < truths.length; i++) {
                add(i, Loss.probabilities(corrected(point, i)), gradient, hessian);
            }
            return solve(hessian, gradient);
        }

        private void add(int crop, double[] p, double[] gradient, double[][] hessian) {
            float[] z = logits.get(crop);
            double weight = weights[truths[crop]];
            double mean = 0;
            for (int k = 0; k < z.length; k++) {
                mean += p[k] * z[k];
            }
            for (int k = 0; k < z.length; k++) {
                double error = p[k] - (k == truths[crop] ? 1 : 0);
                gradient[0] += weight * error * z[k];
                gradient[1 + k] += weight * error;
                hessian[0][0] += weight * p[k] * (z[k] - mean) * (z[k] - mean);
                hessian[0][1 + k] += weight * p[k] * (z[k] - mean);
                hessian[1 + k][0] = hessian[0][1 + k];
                for (int j = 0; j < z.length; j++) {
                    hessian[1 + k][1 + j] += weight * p[k] * ((j == k ? 1 : 0) - p[j]);
                }
            }
        }

        /** Gaussian elimination; the matrix is positive definite, so that no pivot is 0. */
        private static double[] solve(double[][] matrix, double[] right) {
            int size = right.length;
            for (int pivot = 0; pivot < size; pivot++) {
                for (int row = pivot + 1; row < size; row++) {
                    double factor = matrix[row][pivot] / matrix[pivot][pivot];
                    for (int column = pivot; column < size; column++) {
                        matrix[row][column] -= factor * matrix[pivot][column];
                    }
                    right[row] -= factor * right[pivot];
                }
            }
            for (int row = size - 1; row >= 0; row--) {
                for (int column = row + 1; column < size; column++) {
                    right[row] -= matrix[row][column] * right[column];
                }
                right[row] /= matrix[row][row];
            }
            return right;
        }
    }
}
