package io.github.nucleoscope.measurement.classifier;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Fits a logistic regression with Newton's method, to the one optimum. What is minimised is the weighted sum of
 * {@code -log p} over the nuclei, p being the probability of a nucleus' own class, plus {@value #RIDGE} times the sum
 * of all squared weights. Biases are free, but for their sum, which is 0.
 *
 * <p>For two classes that is the ridge of 1 on the weights of the log odds, in le Cessie and van Houwelingen, "Ridge
 * Estimators in Logistic Regression", Applied Statistics 41, 1992.
 */
public final class LogisticRegressionTrainer {

    /** Two classes share the difference of their weights equally: its square is twice the sum of theirs. */
    static final double RIDGE = 2;

    private static final int MAXIMUM_STEPS = 200;

    /** The loss that a further step may gain, as a part of the loss at the start. */
    private static final double TOLERANCE = 1e-13;

    /**
     * Added to the diagonal of the Hessian, for each nucleus: it may vanish for biases where all probabilities are near
     * 0 or 1.
     */
    private static final double DAMPING = 1e-9;

    private final double[][] rows;
    private final int[] classIndices;
    private final double[] classWeights;
    private final int width;

    /** @param rows standardised measurements, each followed by a 1 for the bias */
    private LogisticRegressionTrainer(double[][] rows, int[] classIndices, double[] classWeights) {
        this.rows = rows;
        this.classIndices = classIndices;
        this.classWeights = classWeights;
        width = rows[0].length;
    }

    /**
     * Fits a logistic regression. The centre of a measurement is its mean and the scale its standard deviation, both
     * over the nuclei for which it is defined, weighted as they are in the fit; of a constant measurement the scale
     * is 1.
     *
     * @param balanced whether nuclei are weighted so that all classes have the same total weight
     */
    public static LogisticRegression train(LabelledMeasurements nuclei, boolean balanced) {
        double[] classWeights = nuclei.classWeights(balanced);
        int count = nuclei.measurementCount();
        double[] centres = new double[count];
        double[] scales = new double[count];
        for (int m = 0; m < count; m++) {
            standardisation(nuclei, m, classWeights, centres, scales);
        }
        LogisticRegression start = new LogisticRegression(centres, scales, new double[nuclei.classCount()][count],
                new double[nuclei.classCount()]);
        double[][] rows = new double[nuclei.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(start.standardise(nuclei.measurements()[i]), count + 1);
            rows[i][count] = 1;
        }
        double[] fitted = new LogisticRegressionTrainer(rows, nuclei.classIndices(), classWeights).fit();
        double[][] weights = new double[nuclei.classCount()][count];
        double[] biases = new double[nuclei.classCount()];
        for (int c = 0; c < biases.length; c++) {
            System.arraycopy(fitted, c * (count + 1), weights[c], 0, count);
            biases[c] = fitted[c * (count + 1) + count];
        }
        return new LogisticRegression(centres, scales, weights, biases);
    }

    private static void standardisation(LabelledMeasurements nuclei, int m, double[] classWeights, double[] centres,
            double[] scales) {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < nuclei.size(); i++) {
            double value = nuclei.measurements()[i][m];
            if (!Double.isNaN(value)) {
                double weight = classWeights[nuclei.classIndices()[i]];
                total += weight;
                sum += weight * value;
            }
        }
        centres[m] = total == 0 ? 0 : sum / total;
        double squares = 0;
        for (int i = 0; i < nuclei.size(); i++) {
            double difference = nuclei.measurements()[i][m] - centres[m];
            if (!Double.isNaN(difference)) {
                squares += classWeights[nuclei.classIndices()[i]] * difference * difference;
            }
        }
        double deviation = Math.sqrt(squares / total);
        scales[m] = deviation > 1e-12 * Math.abs(centres[m]) ? deviation : 1;
    }

    /** Returns weights and bias of each class, one class after the other. */
    private double[] fit() {
        double[] parameters = new double[classWeights.length * width];
        double loss = loss(parameters);
        double enough = TOLERANCE * loss;
        for (int step = 0; step < MAXIMUM_STEPS; step++) {
            double[] gradient = new double[parameters.length];
            double[][] hessian = new double[parameters.length][parameters.length];
            derivatives(parameters, gradient, hessian);
            double[] direction = new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false), 1e-10, 0)
                    .getSolver().solve(new ArrayRealVector(gradient, false)).toArray();
            double slope = 0;
            for (int k = 0; k < direction.length; k++) {
                slope += direction[k] * gradient[k];
            }
            double length = 1;
            double[] next = moved(parameters, direction, length);
            double nextLoss = loss(next);
            // Not so for NaN.
            while (!(nextLoss <= loss - 1e-4 * length * slope) && length > 1e-9) {
                length /= 2;
                next = moved(parameters, direction, length);
                nextLoss = loss(next);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            parameters = next;
            loss = nextLoss;
            if (slope <= enough) {
                break;
            }
        }
        return parameters;
    }

    private static double[] moved(double[] parameters, double[] direction, double length) {
        double[] moved = new double[parameters.length];
        for (int k = 0; k < moved.length; k++) {
            moved[k] = parameters[k] - length * direction[k];
        }
        return moved;
    }

    private double[] scores(double[] row, double[] parameters) {
        double[] scores = new double[classWeights.length];
        for (int c = 0; c < scores.length; c++) {
            for (int k = 0; k < width; k++) {
                scores[c] += parameters[c * width + k] * row[k];
            }
        }
        return scores;
    }

    private double biasSum(double[] parameters) {
        double sum = 0;
        for (int c = 0; c < classWeights.length; c++) {
            sum += parameters[c * width + width - 1];
        }
        return sum;
    }

    private double loss(double[] parameters) {
        double biasSum = biasSum(parameters);
        double loss = biasSum * biasSum / 2;
        for (int k = 0; k < parameters.length; k++) {
            if (k % width != width - 1) {
                loss += RIDGE * parameters[k] * parameters[k];
            }
        }
        for (int i = 0; i < rows.length; i++) {
            double[] scores = scores(rows[i], parameters);
            double own = scores[classIndices[i]];
            double sum = 0;
            double highest = Arrays.stream(scores).max().getAsDouble();
            for (double score : scores) {
                sum += Math.exp(score - highest);
            }
            loss += classWeights[classIndices[i]] * (highest - own + Math.log(sum));
        }
        return loss;
    }

    private void derivatives(double[] parameters, double[] gradient, double[][] hessian) {
        int classes = classWeights.length;
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            double[] p = LogisticRegression.softmax(scores(row, parameters));
            double weight = classWeights[classIndices[i]];
            for (int c = 0; c < classes; c++) {
                double error = weight * (p[c] - (c == classIndices[i] ? 1 : 0));
                for (int k = 0; k < width; k++) {
                    gradient[c * width + k] += error * row[k];
                }
                for (int d = 0; d <= c; d++) {
                    double curvature = weight * p[c] * ((c == d ? 1 : 0) - p[d]);
                    for (int k = 0; k < width; k++) {
                        for (int j = 0; j < width; j++) {
                            hessian[c * width + k][d * width + j] += curvature * row[k] * row[j];
                        }
                    }
                }
            }
        }
        double biasSum = biasSum(parameters);
        for (int k = 0; k < parameters.length; k++) {
            boolean bias = k % width == width - 1;
            gradient[k] += bias ? biasSum : 2 * RIDGE * parameters[k];
            for (int j = width - 1; bias && j <= k; j += width) {
                hessian[k][j] += 1;
            }
            hessian[k][k] += (bias ? 0 : 2 * RIDGE) + DAMPING * rows.length;
            for (int j = 0; j < k; j++) {
                hessian[j][k] = hessian[k][j];
            }
        }
    }
}
