/**
 * The window and the tool for labelling nuclei in an image.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code segmentation}, {@code classifier}, {@code overlay},
 * {@code workflow}; ImageJ, imglib2, AWT, Swing.
 */
package io.github.nucleoscope.fiji.annotation;
