/**
 * The commands of the command line: each has its options and makes one call.
 *
 * <p>May import: {@code images}, {@code network}, {@code segmentation}, {@code classifier}, {@code dataset},
 * {@code training}, {@code check}, {@code diagnosis}, {@code comparison}, {@code model}, {@code table},
 * {@code workflow}, {@code cli}, {@code cli.option}; {@code cli.answer}, {@code cli.benchmark}, picocli.
 */
package io.github.nucleoscope.cli.command;
