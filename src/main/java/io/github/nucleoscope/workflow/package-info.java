/**
 * What both surfaces call to do their work: open a way to find nuclei, train, cross-validate, classify images. It knows
 * no surface.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.classical}, {@code segmentation.learned}, {@code classifier}, {@code dataset},
 * {@code evaluation}, {@code training}, {@code check}, {@code diagnosis}, {@code comparison}, {@code synthetic},
 * {@code model}, {@code table}, {@code report}, {@code overlay}; ImageJ, imglib2, Gson.
 */
package io.github.nucleoscope.workflow;
