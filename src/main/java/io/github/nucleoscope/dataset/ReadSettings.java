package io.github.nucleoscope.dataset;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Preparation;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import java.util.Optional;

/**
 * How labelled nuclei are read from files.
 *
 * @param crops how crops are cut
 * @param segmentation how nuclei are found in whole images
 * @param signal of whole images and of ready-made crops
 * @param model what a model's crops must be like; empty for the first training, where the data decide
 */
public record ReadSettings(CropSettings crops, SegmentationSettings segmentation, Signal signal,
        Optional<Preparation> model) {

    /** To train a new model. */
    public static ReadSettings forTraining(CropSettings crops, SegmentationSettings segmentation, Signal signal) {
        return new ReadSettings(crops, segmentation, signal, Optional.empty());
    }

    /** To train a new model on a channel, from 1; of colour images, on their luminance. */
    public static ReadSettings forTraining(CropSettings crops, SegmentationSettings segmentation, int channel) {
        return forTraining(crops, segmentation, Signal.FIRST.withChannel(Channel.of(channel)));
    }

    /** To judge a model: its own crops, and its own segmentation or another. */
    public static ReadSettings forModel(Preparation model, SegmentationSettings segmentation, Signal signal) {
        return new ReadSettings(model.crops(), segmentation, signal, Optional.of(model));
    }
}
