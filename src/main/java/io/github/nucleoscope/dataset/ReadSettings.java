package io.github.nucleoscope.dataset;

import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Preparation;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import java.util.Optional;

/**
 * How labelled nuclei are read from files.
 *
 * @param crops how crops are cut
 * @param segmentation how nuclei are found in whole images
 * @param channel of whole images and of ready-made crops, from 1
 * @param model what a model's crops must be like; empty for the first training, where the data decide
 */
public record ReadSettings(CropSettings crops, SegmentationSettings segmentation, int channel,
        Optional<Preparation> model) {

    /** To train a new model. */
    public static ReadSettings forTraining(CropSettings crops, SegmentationSettings segmentation, int channel) {
        return new ReadSettings(crops, segmentation, channel, Optional.empty());
    }

    /** To judge a model: its own crops, and its own segmentation or another. */
    public static ReadSettings forModel(Preparation model, SegmentationSettings segmentation, int channel) {
        return new ReadSettings(model.crops(), segmentation, channel, Optional.of(model));
    }
}
