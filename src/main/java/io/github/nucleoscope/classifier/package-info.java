/**
 * A trained classifier of nuclei with its classes and preparation: crops to predictions, images to classified nuclei.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}.
 */
package io.github.nucleoscope.classifier;
