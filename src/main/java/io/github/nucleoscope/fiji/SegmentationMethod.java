package io.github.nucleoscope.fiji;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.io.SegmentationModelFile;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.segmentation.LearnedSettings;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationModel;
import java.io.IOException;

/** By which method nuclei are found. */
public enum SegmentationMethod {

    /** The learned one where it is the better one, see {@link NucleusFinder#suitsLearned}. */
    AUTOMATIC,

    /** The network that Nucleoscope brings along. */
    LEARNED,

    /** Thresholds and a watershed. */
    CLASSICAL;

    /**
     * The caller closes it.
     *
     * @throws IOException where the network cannot be read
     */
    public NucleusFinder finder(SegmentationSettings settings, Colour colour) throws IOException {
        if (this == CLASSICAL || this == AUTOMATIC && !NucleusFinder.suitsLearned(settings, colour)) {
            return NucleusFinder.classical(settings);
        }
        SegmentationModel model = SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE);
        return this == AUTOMATIC ? NucleusFinder.automatic(model, settings)
                : NucleusFinder.learned(model, LearnedSettings.of(settings));
    }
}
