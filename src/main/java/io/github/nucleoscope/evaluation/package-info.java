/**
 * Metrics with confidence intervals from predictions and true classes, paired tests, and average precision of label
 * images.
 *
 * <p>May import: imglib2, commons-math3.
 */
package io.github.nucleoscope.evaluation;
