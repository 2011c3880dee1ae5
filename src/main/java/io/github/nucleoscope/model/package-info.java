/**
 * Reads and writes model files and checkpoints: the archive, its JSON and its arrays.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation},
 * {@code measurement.classifier}, {@code classifier}, {@code training}; commons-codec, Gson.
 */
package io.github.nucleoscope.model;
