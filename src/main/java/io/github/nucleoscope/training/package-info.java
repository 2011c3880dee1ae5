/**
 * Training of classifiers and segmentation networks: training loop, optimisers, schedules, checkpoints, calibration.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.learned}, {@code classifier}, {@code measurement.classifier}, {@code dataset},
 * {@code evaluation}; imglib2, ND4J, commons-codec.
 */
package io.github.nucleoscope.training;
