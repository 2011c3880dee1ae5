/**
 * Finds what is wrong with a training set: files, duplicates, leakage, shortcuts, labels; makes cleaned copies.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier},
 * {@code dataset}, {@code evaluation}, {@code training}; {@code ij.ImagePlus}, imglib2.
 */
package io.github.nucleoscope.check;
