/**
 * Finds what is wrong with a training set: files, duplicates, leakage, shortcuts, labels; makes cleaned copies.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code classifier}, {@code dataset}, {@code evaluation}, {@code training}; {@code ij.ImagePlus}, imglib2,
 * commons-math3.
 */
package io.github.nucleoscope.check;
