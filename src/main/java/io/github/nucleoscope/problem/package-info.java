/**
 * How users are told about problems that they can fix. Every package may import it.
 *
 * <p>May import: nothing.
 */
package io.github.nucleoscope.problem;
