/**
 * Trains classifiers and segmentation networks: the loop, optimisers, schedules, checkpoints, calibration.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code segmentation.learned},
 * {@code classifier}, {@code dataset}, {@code evaluation}; imglib2, ND4J.
 */
package io.github.nucleoscope.training;
