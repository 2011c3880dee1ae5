/**
 * Image files, and ImageJ images as imglib2 views: planes, channels, stains, pixel sizes, label images and ROI files.
 *
 * <p>May import: ImageJ, imglib2, AWT.
 */
package io.github.nucleoscope.images;
