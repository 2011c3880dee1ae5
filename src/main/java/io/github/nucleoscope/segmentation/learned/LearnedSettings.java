package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * Settings of the learned method; everything else is in its model. Areas are in pixels.
 *
 * @param dark whether nuclei are darker than the background; a model trained on bright nuclei then receives the image
 *     inverted
 * @param minArea nuclei with fewer pixels are removed; 1 or more
 * @param maxArea nuclei with more pixels are removed; {@code minArea} or more
 * @param keepBorder whether nuclei that touch the image border are kept
 */
public record LearnedSettings(boolean dark, int minArea, int maxArea, boolean keepBorder) {

    /** Bright nuclei of 30 pixels or more, border nuclei kept. */
    public static final LearnedSettings DEFAULT = new LearnedSettings(false, 30, Integer.MAX_VALUE, true);

    /** Returns the settings that a network uses; it ignores the others, see {@link SegmentationRequest}. */
    public static LearnedSettings of(SegmentationSettings settings) {
        return new LearnedSettings(settings.polarity() == Polarity.DARK, settings.minArea(), settings.maxArea(),
                settings.keepBorder());
    }

    public LearnedSettings {
        if (minArea < 1) {
            throw new InputException("smallest area " + minArea + " is not 1 pixel or more");
        }
        if (maxArea < minArea) {
            throw new InputException("largest area " + maxArea + " is below the smallest area " + minArea);
        }
    }
}
