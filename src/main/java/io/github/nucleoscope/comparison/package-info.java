/**
 * Compares networks, classifiers of measurements and the majority class on the same folds.
 *
 * <p>May import: {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier},
 * {@code measurement.classifier}, {@code dataset}, {@code evaluation}, {@code training}, {@code diagnosis}.
 */
package io.github.nucleoscope.comparison;
