/**
 * Finds nuclei without a network: thresholds, flooding from bright places, outlines, watershed, tile by tile.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code segmentation}; {@code ij.process.AutoThresholder},
 * imglib2.
 */
package io.github.nucleoscope.segmentation.classical;
