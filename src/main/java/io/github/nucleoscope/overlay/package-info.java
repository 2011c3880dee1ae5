/**
 * Shows nuclei and their classes on images: overlays, legends, prediction maps.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code segmentation}, {@code classifier}; ImageJ, imglib2, AWT.
 */
package io.github.nucleoscope.overlay;
