/**
 * A trained nucleus classifier with its classes and preprocessing; applies it to crops and to images.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code measurement},
 * {@code measurement.classifier}.
 */
package io.github.nucleoscope.classifier;
