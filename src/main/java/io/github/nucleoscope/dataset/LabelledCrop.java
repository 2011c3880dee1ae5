package io.github.nucleoscope.dataset;

import io.github.nucleoscope.nuclei.Crop;

/**
 * A nucleus whose class is known.
 *
 * @param crop the nucleus as the network sees it
 * @param classIndex index of its class, 0 or more
 */
public record LabelledCrop(Crop crop, int classIndex) {}
