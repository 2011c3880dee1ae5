/**
 * Nuclei as masks, and the crops that are cut around them, resampled and normalised.
 *
 * <p>May import: {@code images}, {@code images.pixels}; imglib2.
 */
package io.github.nucleoscope.nuclei;
