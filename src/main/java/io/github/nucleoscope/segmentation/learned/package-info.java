/**
 * Finds nuclei with a network: brings images to the scale and brightness that the network was trained on, and turns its
 * output maps into labels.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.classical}; imglib2, commons-math3.
 */
package io.github.nucleoscope.segmentation.learned;
