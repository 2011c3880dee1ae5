/**
 * The parameters of commands in macros and dialogs of ImageJ.
 *
 * <p>May import: {@code fiji.command}; ImageJ, SciJava, AWT, Swing.
 */
package io.github.nucleoscope.fiji.parameters;
