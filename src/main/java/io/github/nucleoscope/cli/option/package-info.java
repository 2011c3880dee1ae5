/**
 * Groups of options that several commands of the command line share.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code dataset},
 * {@code training}, {@code model}, {@code workflow}, {@code cli}; {@code cli.answer}, Gson, picocli.
 */
package io.github.nucleoscope.cli.option;
