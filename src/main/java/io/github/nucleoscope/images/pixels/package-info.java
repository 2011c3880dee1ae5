/**
 * Basic operations on arrays of pixels, unaware of nuclei: masks, blurs, distances, flood fill, connected components.
 *
 * <p>May import: imglib2.
 */
package io.github.nucleoscope.images.pixels;
