package io.github.nucleoscope.measurement.classifier;

/** A trained classifier of measurements. It consists of plain numbers: no library is needed to apply it. */
public sealed interface MeasurementModel permits LogisticRegression, RandomForest {

    /** Number of measurements of a nucleus. */
    int measurementCount();

    /** Number of classes. */
    int classCount();

    /**
     * Classifies a nucleus.
     *
     * @param measurements of the nucleus, in the order of the training; what is undefined is NaN
     * @return probability of each class, in order; sum 1
     * @throws IllegalArgumentException unless there are as many measurements as in the training
     */
    double[] probabilities(double[] measurements);
}
