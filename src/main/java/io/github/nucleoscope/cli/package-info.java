/**
 * What the commands of the command line share: the console, progress bars, interruption.
 *
 * <p>May import: {@code dataset}, {@code evaluation}, {@code training}, {@code check}, {@code comparison},
 * {@code table}, {@code workflow}, {@code cli.answer}; picocli, progressbar.
 */
package io.github.nucleoscope.cli;
