/**
 * Writes the reports and plots that users receive, as HTML and PNG files.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier},
 * {@code measurement.classifier}, {@code dataset}, {@code evaluation}, {@code training}, {@code check},
 * {@code diagnosis}, {@code comparison}, {@code table}; AWT, JFreeChart, j2html.
 */
package io.github.nucleoscope.report;
