/**
 * What the commands of the command line share: progress, interruption, results as text and JSON.
 *
 * <p>May import: {@code images}, {@code dataset}, {@code evaluation}, {@code training};
 * ImageJ, progressbar.
 */
package io.github.nucleoscope.cli;
