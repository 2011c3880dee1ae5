/**
 * Reads and writes model files and checkpoints: the archive, its JSON and its arrays.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code segmentation.learned},
 * {@code classifier}, {@code training}; Gson.
 */
package io.github.nucleoscope.model;
