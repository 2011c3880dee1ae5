/**
 * The workflows behind both user interfaces, Fiji and the command line: open a nucleus finder, train, cross-validate,
 * classify images. It knows nothing about either interface.
 *
 * <p>May import: {@code images}, {@code images.pixels}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code segmentation.classical}, {@code segmentation.learned}, {@code classifier}, {@code dataset},
 * {@code evaluation}, {@code training}, {@code check}, {@code diagnosis}, {@code comparison}, {@code synthetic},
 * {@code model}, {@code table}, {@code report}, {@code overlay}; ImageJ, imglib2, Gson.
 */
package io.github.nucleoscope.workflow;
