package io.github.nucleoscope.dataset;

import java.util.List;

import io.github.nucleoscope.segmentation.Preparation;

/**
 * What a network is trained or judged on.
 *
 * @param dataset the labelled crops
 * @param preparation how the crops were made: it goes into the model
 * @param description where they come from, in words: it goes into the model
 * @param warnings what the user must know, one line each: files that could not be read among them
 */
public record TrainingSet(Dataset dataset, Preparation preparation, String description, List<String> warnings) {

    public TrainingSet {
        warnings = List.copyOf(warnings);
    }
}
