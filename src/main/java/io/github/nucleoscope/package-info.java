/**
 * The program: registers the commands of the command line, including one that opens ImageJ with Nucleoscope's menu.
 *
 * <p>May import: {@code fiji.plain}, {@code cli}, {@code cli.command}; {@code cli.answer}, AWT, picocli.
 */
package io.github.nucleoscope;
