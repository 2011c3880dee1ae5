/**
 * Measures the shape, intensity and texture of a nucleus.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code segmentation}; imglib2.
 */
package io.github.nucleoscope.measurement;
