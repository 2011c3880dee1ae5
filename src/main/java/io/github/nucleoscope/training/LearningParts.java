package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * Training and validation crops, without any access to a test part, for decisions about a network.
 *
 * @param train crops to train on, of every class
 * @param validation crops to choose by; may be empty
 * @param preparation how the crops were made
 * @param description where they come from, in words
 */
public record LearningParts(Dataset train, Dataset validation, Preparation preparation, String description) {

    /** @throws InputException if the parts have different classes, or the training part lacks one */
    public LearningParts {
        if (!train.classNames().equals(validation.classNames())) {
            throw new InputException("the training part has the classes " + train.classNames()
                    + " but the validation part " + validation.classNames() + ": give both the same");
        }
        train.requireCropsOfEveryClass();
    }

    /** Returns the crops of both parts, those of the training part first. */
    Dataset all() {
        List<LabelledCrop> crops = new ArrayList<>(train.crops());
        crops.addAll(validation.crops());
        return new Dataset(train.classNames(), crops);
    }
}
