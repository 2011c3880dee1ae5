/**
 * Predictions and truth to metrics with intervals, and paired tests; label images to average precision.
 *
 * <p>May import: imglib2, commons-math3.
 */
package io.github.nucleoscope.evaluation;
