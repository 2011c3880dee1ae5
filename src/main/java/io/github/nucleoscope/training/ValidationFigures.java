package io.github.nucleoscope.training;

/**
 * Loss and accuracies on the validation part after an epoch; NaN if there is none.
 *
 * @param loss mean loss, in nats
 * @param accuracy fraction of correct predictions, in [0, 1]
 * @param balancedAccuracy mean of the classes' recalls, in [0, 1]
 */
record ValidationFigures(double loss, double accuracy, double balancedAccuracy) {}
