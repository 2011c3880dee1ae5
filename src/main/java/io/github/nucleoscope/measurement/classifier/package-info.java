/**
 * Classifiers of measurements, logistic regression and random forests: how they are trained, and, apart from that, the
 * plain numbers that a trained one consists of.
 *
 * <p>May import: Tribuo, commons-math3.
 */
package io.github.nucleoscope.measurement.classifier;
