/**
 * What is said to a user about something that the user can mend. Every package may import it.
 *
 * <p>May import: nothing.
 */
package io.github.nucleoscope.problem;
