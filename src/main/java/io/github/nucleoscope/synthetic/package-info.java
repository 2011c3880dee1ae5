/**
 * Draws fields of nuclei with their ground truth, the test images among them.
 *
 * <p>May import: {@code images}; ImageJ, imglib2, AWT.
 */
package io.github.nucleoscope.synthetic;
