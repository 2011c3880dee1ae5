/**
 * Finds nuclei with a network: brings an image to the scale and brightness that the network knows, and turns its maps
 * into labels.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.classical}; imglib2, commons-math3.
 */
package io.github.nucleoscope.segmentation.learned;
