/**
 * Runs the commands in ImageJ without ImageJ2.
 *
 * <p>May import: {@code fiji.parameters}; ImageJ, SciJava, AWT.
 */
package io.github.nucleoscope.fiji.plain;
