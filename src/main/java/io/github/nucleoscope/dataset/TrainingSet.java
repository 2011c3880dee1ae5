package io.github.nucleoscope.dataset;

import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * Labelled crops to train or evaluate a network on.
 *
 * @param dataset the labelled crops
 * @param preparation how the crops were made, to be stored in the model
 * @param description where the crops come from, in words, to be stored in the model
 * @param warnings warnings for the user, one line each, for example about files that could not be read
 * @param open what the images did not decide about the crops
 */
public record TrainingSet(Dataset dataset, Preparation preparation, String description, List<String> warnings,
        OpenChoices open) {

    /**
     * What may still be chosen about the crops of a set.
     *
     * @param size whether the crops are as large as may be useful, and their middle may be better
     * @param normalisation whether the intensities may be normalised or not
     */
    public record OpenChoices(boolean size, boolean normalisation) {

        /** Nothing. */
        public static final OpenChoices NONE = new OpenChoices(false, false);
    }

    public TrainingSet {
        warnings = List.copyOf(warnings);
    }

    /** Creates a set about whose crops everything is decided. */
    public TrainingSet(Dataset dataset, Preparation preparation, String description, List<String> warnings) {
        this(dataset, preparation, description, warnings, OpenChoices.NONE);
    }

    /** Returns this set with more warnings. */
    TrainingSet withWarnings(List<String> more) {
        return new TrainingSet(dataset, preparation, description,
                Stream.concat(warnings.stream(), more.stream()).toList(), open);
    }

    /** Returns this set with everything decided about its crops, and a line that says how. */
    public TrainingSet decided(String line) {
        return new TrainingSet(dataset, preparation, description,
                Stream.concat(warnings.stream(), Stream.of(line)).toList());
    }

    /**
     * Returns this set with the middle of each crop, prepared in another way.
     *
     * @param size width and height of the new crops; smaller than that of these by an even number, or equal
     */
    public TrainingSet with(int size, Normalisation normalisation) {
        CropSettings crops = preparation.crops().withSize(size).withNormalisation(normalisation);
        return new TrainingSet(new Dataset(dataset.classNames(), dataset.crops().stream().map(labelled ->
                new LabelledCrop(labelled.crop().middle(size).withNormalisation(normalisation), labelled.classIndex(),
                        labelled.origin())).toList()), preparation.withCrops(crops), description, warnings, open);
    }
}
