/**
 * Labelled crops: reads them from folders, tables, ROIs and open images, splits them, picks mini-batches, augments.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code segmentation}; {@code ij.ImagePlus},
 * imglib2, commons-csv, commons-codec.
 */
package io.github.nucleoscope.dataset;
