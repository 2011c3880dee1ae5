/**
 * The parameters of commands in ImageJ's macros and dialogs.
 *
 * <p>May import: {@code fiji.command}; ImageJ, SciJava, AWT, Swing.
 */
package io.github.nucleoscope.fiji.parameters;
