package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.nuclei.Crop;

/**
 * A nucleus whose class is known.
 *
 * @param crop the nucleus as the network sees it
 * @param classIndex index of its class, 0 or more
 * @param origin where it was cut from; empty if that is unknown
 */
public record LabelledCrop(Crop crop, int classIndex, Optional<Origin> origin) {

    /** Creates a labelled crop of unknown origin. */
    public LabelledCrop(Crop crop, int classIndex) {
        this(crop, classIndex, Optional.empty());
    }
}
