/**
 * The window that shows the progress of a training and its result.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code classifier}, {@code dataset}, {@code evaluation},
 * {@code training}, {@code report}; ImageJ, imglib2, AWT, Swing.
 */
package io.github.nucleoscope.fiji.training;
