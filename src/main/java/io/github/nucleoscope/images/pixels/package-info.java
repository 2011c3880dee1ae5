/**
 * Basics of arrays of pixels that know nothing of nuclei: masks, blurs, distances, flood fill, connected components.
 *
 * <p>May import: imglib2.
 */
package io.github.nucleoscope.images.pixels;
