package io.github.nucleoscope.dataset;

import java.util.List;

import io.github.nucleoscope.segmentation.Preparation;

/**
 * Labelled crops to train or evaluate a network on.
 *
 * @param dataset the labelled crops
 * @param preparation how the crops were made, to be stored in the model
 * @param description where the crops come from, in words, to be stored in the model
 * @param warnings warnings for the user, one line each, for example about files that could not be read
 */
public record TrainingSet(Dataset dataset, Preparation preparation, String description, List<String> warnings) {

    public TrainingSet {
        warnings = List.copyOf(warnings);
    }
}
