package io.github.nucleoscope.dataset;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;

/** Training sets whose nuclei the classical method finds. */
public final class ClassicalReading {

    private ClassicalReading() {}

    /** @param channel from 1; of colour images, their luminance */
    public static ReadSettings of(CropSettings crops, int channel) {
        return ReadSettings.forTraining(crops, Segmentation.classical(SegmentationSettings.DEFAULT),
                segmentation -> new ClassicalFinder(segmentation.settings()),
                Signal.FIRST.withChannel(Channel.of(channel)));
    }
}
