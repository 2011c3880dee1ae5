package io.github.nucleoscope.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;

/**
 * A calibration of a network's logits, {@code z / temperature + offset}, that makes its probabilities match observed
 * frequencies for given class priors. It is fitted on crops that the network was not trained on, and is merged into the
 * network's output layer.
 *
 * <p>The temperature is that of Guo et al., "On calibration of modern neural networks", 2017, section 4.2; the offsets
 * account for other class priors (Saerens et al., "Adjusting the outputs of a classifier to new a priori
 * probabilities", 2002, equation 2.4). With two classes the ranking of the crops by probability, and so the AUC, does
 * not change.
 *
 * @param temperature above 0; above 1 if the network was overconfident
 * @param offsets one for each class; their sum is 0
 * @param basis in words, what it was fitted on, or why it was not fitted
 */
public record Calibration(double temperature, List<Double> offsets, String basis) {

    /** The class priors that probabilities are calibrated for. */
    public enum Prior {
        /** Equal priors: best for balanced accuracy. */
        BALANCED,
        /** Class frequencies of the training data: best for plain accuracy if new data have the same frequencies. */
        NATURAL
    }

    /** Nothing is fitted to fewer crops of a class than this. */
    static final int FEWEST_CROPS_OF_A_CLASS = 10;

    /**
     * Strength of the regularisation towards temperature 1 and offsets 0, in units of the evidence of one crop: with
     * few crops the calibration stays close to the identity.
     */
    private static final double REGULARISATION = 1;

    private static final int MAX_ITERATIONS = 100;

    public Calibration {
        offsets = List.copyOf(offsets);
    }

    /** Returns the identity, with the reason why nothing was fitted. */
    static Calibration none(int classes, String reason) {
        return new Calibration(1, Collections.nCopies(classes, 0.0), "none: " + reason);
    }

    /**
     * Fits temperature and offsets by minimising the log loss, with each class weighted by its prior, by Newton's
     * method; the problem is convex in 1 / temperature and the offsets.
     *
     * @param logits logits of crops that the network was not trained on
     * @param truths true class index of each crop
     * @param prior expected class frequencies, each above 0; their sum is 1
     * @param basis in words, what the crops are and which prior this is
     */
    static Calibration fit(List<float[]> logits, int[] truths, double[] prior, String basis) {
        int classes = prior.length;
        double[] weights = new double[classes];
        for (int c = 0; c < classes; c++) {
            int classIndex = c;
            long count = Arrays.stream(truths).filter(truth -> truth == classIndex).count();
            if (count < FEWEST_CROPS_OF_A_CLASS) {
                return none(classes, "there are only " + count + " crops of a class to fit it to, fewer than "
                        + FEWEST_CROPS_OF_A_CLASS);
            }
            weights[c] = prior[c] * truths.length / count;
        }
        Problem problem = new Problem(logits.stream().map(Calibration::perClass).toList(), truths, weights);
        // The slope, 1 / temperature, followed by the offsets.
        double[] point = new double[1 + classes];
        point[0] = 1;
        double value = problem.value(point);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] step = problem.newtonStep(point);
            double[] next = moved(point, step, 1);
            double length = 1;
            // The value is NaN if the slope would not be positive.
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

    /** Returns one logit per class; a single logit is the difference between those of two classes. */
    private static float[] perClass(float[] logits) {
        return logits.length == 1 ? new float[] {0, logits[0]} : logits;
    }

    /** Returns the network with the calibration merged into its output layer. */
    Network applyTo(Network network) {
        return network.withOutputScaled(1 / temperature, unitOffsets(network.architecture().output().units()));
    }

    /** Inverts {@link #applyTo(Network)}, up to rounding. */
    public Network removeFrom(Network network) {
        double[] added = unitOffsets(network.architecture().output().units());
        for (int i = 0; i < added.length; i++) {
            added[i] *= -temperature;
        }
        return network.withOutputScaled(temperature, added);
    }

    /** Returns what it does to probabilities. */
    Recalibration recalibration() {
        return new Recalibration(temperature, offsets);
    }

    /** Returns the calibrated logits. */
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

    /** Describes the calibration in one line. */
    public String description() {
        if (temperature == 1 && offsets.stream().allMatch(offset -> offset == 0)) {
            return basis;
        }
        return String.format(Locale.ROOT, "temperature %.3f, offsets %s, fitted on %s", temperature, offsets.stream()
                .map(offset -> String.format(Locale.ROOT, "%.3f", offset)).collect(Collectors.joining(" ")), basis);
    }

    /** The objective function and its derivatives. */
    private record Problem(List<float[]> logits, int[] truths, double[] weights) {

        double value(double[] point) {
            double slope = point[0];
            if (!(slope > 0)) {
                return Double.NaN;
            }
            // The regularisation is a barrier at slope 0, with its minimum at slope 1 and offsets 0.
            double sum = REGULARISATION * (slope - 1 - Math.log(slope));
            for (int k = 1; k < point.length; k++) {
                sum += REGULARISATION * point[k] * point[k] / 2;
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

        /** Returns the inverse Hessian times the gradient. */
        double[] newtonStep(double[] point) {
            int size = point.length;
            double[] gradient = new double[size];
            double[][] hessian = new double[size][size];
            gradient[0] = REGULARISATION * (1 - 1 / point[0]);
            hessian[0][0] = REGULARISATION / (point[0] * point[0]);
            for (int k = 1; k < size; k++) {
                gradient[k] = REGULARISATION * point[k];
                hessian[k][k] = REGULARISATION;
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

        /** Solves by Gaussian elimination; the matrix is positive definite, so that no pivot is 0. Overwrites both. */
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
