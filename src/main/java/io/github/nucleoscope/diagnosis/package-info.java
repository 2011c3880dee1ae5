/**
 * Finds out why a network does not learn: observes its training, applies rules, tries remedies.
 *
 * <p>May import: {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier}, {@code dataset},
 * {@code evaluation}, {@code training}.
 */
package io.github.nucleoscope.diagnosis;
