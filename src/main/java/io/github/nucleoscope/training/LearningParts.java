package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * The nuclei by which something may be decided: there is no test part among them, and no way to one.
 *
 * @param train what is learnt from: crops of every class
 * @param validation what is measured on and chosen by; may be empty
 * @param preparation how the crops were made
 * @param description where they come from, in words
 */
public record LearningParts(Dataset train, Dataset validation, Preparation preparation, String description) {

    /** @throws InputException where the parts have other classes, or the training part lacks one */
    public LearningParts {
        if (!train.classNames().equals(validation.classNames())) {
            throw new InputException("the training part has the classes " + train.classNames()
                    + " but the validation part " + validation.classNames() + ": give both the same");
        }
        train.requireCropsOfEveryClass();
    }

    /** The crops of both parts, those of the training part first. */
    Dataset all() {
        List<LabelledCrop> crops = new ArrayList<>(train.crops());
        crops.addAll(validation.crops());
        return new Dataset(train.classNames(), crops);
    }
}
