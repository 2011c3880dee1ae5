/**
 * What all segmentation methods share: settings, the result for a plane, warnings, stitching of slices, typical sizes.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network};
 * {@code ij.ImagePlus}, {@code ij.process.AutoThresholder}, imglib2.
 */
package io.github.nucleoscope.segmentation;
