package io.github.nucleoscope.training;

/**
 * What is measured on the validation part after an epoch; NaN where there is none.
 *
 * @param loss mean loss, in nats
 * @param accuracy share of right answers, in [0, 1]
 * @param balancedAccuracy mean of the classes' recalls, in [0, 1]
 */
record ValidationFigures(double loss, double accuracy, double balancedAccuracy) {}
