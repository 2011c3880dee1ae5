/**
 * The results of commands: lines for the reader, and one JSON object for {@code --json}.
 *
 * <p>May import: {@code images}, {@code network}, {@code segmentation}, {@code classifier}, {@code evaluation},
 * {@code training}, {@code check}, {@code diagnosis}, {@code comparison}, {@code model}, {@code table}, {@code report},
 * {@code workflow}.
 */
package io.github.nucleoscope.cli.answer;
