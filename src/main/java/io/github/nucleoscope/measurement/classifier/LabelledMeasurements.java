package io.github.nucleoscope.measurement.classifier;

import java.util.Arrays;

/**
 * Nuclei to learn from.
 *
 * @param measurements of each nucleus, equally many, in the same order; what is undefined is NaN. Not to be changed
 * @param classIndices the class of each nucleus, 0 or more; each class has a nucleus. Not to be changed
 * @param classCount number of classes, at least 1
 */
public record LabelledMeasurements(double[][] measurements, int[] classIndices, int classCount) {

    /** @throws IllegalArgumentException if the parts do not fit one another, or a class has no nucleus */
    public LabelledMeasurements {
        if (measurements.length != classIndices.length) {
            throw new IllegalArgumentException(measurements.length + " nuclei were measured, " + classIndices.length
                    + " have a class");
        }
        for (int c = 0; c < classCount; c++) {
            int index = c;
            if (Arrays.stream(classIndices).noneMatch(i -> i == index)) {
                throw new IllegalArgumentException("class " + c + " has no nucleus");
            }
        }
        for (int i = 0; i < measurements.length; i++) {
            if (measurements[i].length != measurements[0].length) {
                throw new IllegalArgumentException("nucleus " + i + " has " + measurements[i].length
                        + " measurements, nucleus 0 has " + measurements[0].length);
            }
            if (classIndices[i] < 0 || classIndices[i] >= classCount) {
                throw new IllegalArgumentException("nucleus " + i + " has class " + classIndices[i] + " of "
                        + classCount);
            }
        }
    }

    int size() {
        return classIndices.length;
    }

    int measurementCount() {
        return measurements[0].length;
    }

    /**
     * Returns the weight of a nucleus of each class, so that the sum over all nuclei is their number.
     *
     * @param balanced whether all classes have the same total weight; otherwise each nucleus has weight 1
     */
    double[] classWeights(boolean balanced) {
        double[] weights = new double[classCount];
        Arrays.fill(weights, 1);
        if (balanced) {
            int[] counts = new int[classCount];
            for (int c : classIndices) {
                counts[c]++;
            }
            for (int c = 0; c < classCount; c++) {
                weights[c] = (double) size() / (classCount * counts[c]);
            }
        }
        return weights;
    }

    /** Returns the defined values of a measurement, in ascending order. */
    double[] sorted(int measurement) {
        return Arrays.stream(measurements).mapToDouble(row -> row[measurement]).filter(v -> !Double.isNaN(v)).sorted()
                .toArray();
    }
}
