/**
 * The commands of the command line: options, and one call.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.learned}, {@code classifier}, {@code dataset}, {@code evaluation}, {@code training},
 * {@code check}, {@code diagnosis}, {@code comparison}, {@code synthetic}, {@code model}, {@code table},
 * {@code report}, {@code overlay}, {@code workflow}, {@code cli}, {@code cli.option}; {@code ij.ImagePlus}, imglib2,
 * Gson, picocli.
 */
package io.github.nucleoscope.cli.command;
