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
 * @param crops how crops are cut
 * @param segmentation how nuclei are found in whole images
 * @param finders knows how to find them so
 * @param signal of whole images and of ready-made crops
 * @param model what a model's crops must be like; empty for the first training, where the data decide
 */
public record ReadSettings(CropSettings crops, Segmentation segmentation, NucleusFinders finders, Signal signal,
        Optional<Preparation> model) {

    /**
     * To train a new model.
     *
     * @throws InputException where the network that finds the nuclei is too large to become a part of it
     */
    public static ReadSettings forTraining(CropSettings crops, Segmentation segmentation, NucleusFinders finders,
            Signal signal) {
        segmentation.network().ifPresent(SegmentationNetwork::requireEmbeddable);
        return new ReadSettings(crops, segmentation, finders, signal, Optional.empty());
    }

    /** To judge a model: its own crops, and its own segmentation or another. */
    public static ReadSettings forModel(Preparation model, Segmentation segmentation, NucleusFinders finders,
            Signal signal) {
        return new ReadSettings(model.crops(), segmentation, finders, signal, Optional.of(model));
    }
}
