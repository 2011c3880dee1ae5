package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinders;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;

/**
 * How labelled nuclei are read from files.
 *
 * @param crops how crops are to be cut; of a model, exactly as its own
 * @param segmentation how nuclei are segmented in whole images
 * @param finders opens the segmentation methods
 * @param signal channel and stain of whole images and of ready-made crops
 * @param model preparation of the crops of an existing model; empty for a new model, where the data decide
 */
public record ReadSettings(CropRequest crops, Segmentation segmentation, NucleusFinders finders, Signal signal,
        Optional<Preparation> model) {

    /**
     * Returns the settings to train a new model.
     *
     * @throws InputException if the segmentation network is too large to be embedded in the model
     */
    public static ReadSettings forTraining(CropRequest crops, Segmentation segmentation, NucleusFinders finders,
            Signal signal) {
        segmentation.network().ifPresent(SegmentationNetwork::requireEmbeddable);
        return new ReadSettings(crops, segmentation, finders, signal, Optional.empty());
    }

    /** Returns the settings to train a new model on crops that are cut in exactly one way. */
    public static ReadSettings forTraining(CropSettings crops, Segmentation segmentation, NucleusFinders finders,
            Signal signal) {
        return forTraining(CropRequest.of(crops), segmentation, finders, signal);
    }

    /** Returns the settings to evaluate a model, with its own crops and the given segmentation. */
    public static ReadSettings forModel(Preparation model, Segmentation segmentation, NucleusFinders finders,
            Signal signal) {
        return new ReadSettings(CropRequest.of(model.crops()), segmentation, finders, signal, Optional.of(model));
    }
}
