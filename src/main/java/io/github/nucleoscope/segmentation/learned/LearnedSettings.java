package io.github.nucleoscope.segmentation.learned;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * What is asked of a learned method; all else is in its model. Areas are in pixels.
 *
 * @param dark whether nuclei are darker than the background; a model that learned from bright ones sees the image
 *     inverted
 * @param minArea nuclei of fewer pixels are dropped; 1 or more
 * @param maxArea nuclei of more pixels are dropped; {@code minArea} or more
 * @param keepBorder whether nuclei that touch the image border stay
 */
public record LearnedSettings(boolean dark, int minArea, int maxArea, boolean keepBorder) {

    /** Bright nuclei of 30 pixels or more, at the border too. */
    public static final LearnedSettings DEFAULT = new LearnedSettings(false, 30, Integer.MAX_VALUE, true);

    /** What a network uses of the settings; it ignores the others, see {@link SegmentationRequest}. */
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
