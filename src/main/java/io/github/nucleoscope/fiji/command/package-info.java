/**
 * The commands in ImageJ's menu: each has its parameters and makes one call.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier},
 * {@code dataset}, {@code training}, {@code check}, {@code diagnosis}, {@code comparison}, {@code synthetic},
 * {@code model}, {@code table}, {@code report}, {@code overlay}, {@code workflow}, {@code fiji.annotation},
 * {@code fiji.training}; ImageJ, imglib2, SciJava, AWT.
 */
package io.github.nucleoscope.fiji.command;
