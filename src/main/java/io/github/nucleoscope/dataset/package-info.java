/**
 * Labelled crops: reading from folders, tables, ROIs and open images, splits, mini-batches and augmentation.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code segmentation}; {@code ij.ImagePlus},
 * imglib2, commons-csv, commons-codec.
 */
package io.github.nucleoscope.dataset;
